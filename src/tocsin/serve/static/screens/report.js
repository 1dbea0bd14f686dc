// One report of the record in the reader.
import {day, html, params, place, Trouble, useAnswer, useTitle} from "../lib.js";
import {Reader} from "../reader.js";

export function Screen({id}) {
  const asked = new URLSearchParams();
  for (const name of ["fact", "at"]) if (params.value.get(name)) asked.set(name, params.value.get(name) ?? "");
  const {data, problem} = useAnswer(`/reports/${encodeURIComponent(id)}.json?${asked}`);
  useTitle(data?.report.title ?? "Report");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  const remember = (fact) => history.replaceState(null, "", place.value.path + (fact ? `?fact=${encodeURIComponent(fact)}` : ""));
  return html`<${Reader} view=${data} onChoose=${remember} header=${html`<${Header} view=${data} />`} footer=${html`<${Credits} view=${data} />`} />`;
}

export function Header({view}) {
  const {report} = view;
  return html`<header><p class="crumb"><a href="/reports">Reports</a></p><h1 dir="auto">${report.title ?? "Report without a title"}</h1>
    <p class="soft">${[report.publisher, report.published ? day(report.published) : "no date of publication given"].filter(Boolean).join(" · ")}
      ${report.url && html` · <a href=${report.url} rel="noopener noreferrer" target="_blank">source</a>`}</p>
    ${view.parties.length > 0 && html`<p class="soft small">Parties to the conflict, as worked out from the text: <b>${view.parties.join(", ")}</b></p>`}</header>`;
}

export function Credits({view}) {
  return view.report.credits.length ? html`<p class="run">Credits: ${view.report.credits.join(", ")}</p>` : null;
}
