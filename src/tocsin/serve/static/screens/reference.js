// The API's reference, drawn from the OpenAPI document that this desk serves; nothing is fetched from elsewhere.
import {html, Table, Trouble, useAnswer, useTitle} from "../lib.js";

export function Screen() {
  useTitle("API");
  const {data, problem} = useAnswer("/reference.json");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  const routes = Object.entries(data.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, about]) => ({path, method, about})));
  const tags = [...new Set(routes.map((r) => r.about.tags?.[0] ?? "other"))];
  return html`<div class="page"><header><h1>API</h1><p class="lede">Everything the desk shows, over HTTP. Version ${data.info.version}; the whole document is at <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>. Put <code>.json</code> behind a screen's address for its data. Errors are problems by RFC 9457, in one shape on every route.</p></header>
    ${tags.map((tag) => html`<section key=${tag}><h2 class="label">${tag}</h2>${routes.filter((r) => (r.about.tags?.[0] ?? "other") === tag).map((r) => html`<details class="route" key=${r.method + r.path}><summary><span class=${"method " + r.method}>${r.method.toUpperCase()}</span> <code>${r.path}</code> <span class="soft">${r.about.summary ?? ""}</span></summary>
      <p>${r.about.description ?? ""}</p>
      ${r.about.parameters?.length > 0 && html`<${Table} label=${"Parameters of " + r.method + " " + r.path} head=${["Parameter", "In", "Type", ""]} rows=${r.about.parameters.map((p) => [html`<code>${p.name}</code>`, p.in, p.schema?.type ?? "", p.description ?? p.schema?.description ?? ""])} />`}
      ${r.about.requestBody && html`<pre>${JSON.stringify(body(data, r.about.requestBody), null, 1)}</pre>`}
      <p><code>curl ${r.method === "get" ? "" : "-X POST -H 'content-type: application/json' -d '{…}' "}${location.origin}${r.path}</code></p></details>`)}</section>`)}</div>`;
}

function body(data, request) {
  const schema = request.content?.["application/json"]?.schema ?? {};
  return schema.$ref ? data.components.schemas[schema.$ref.split("/").pop()] : schema;
}
