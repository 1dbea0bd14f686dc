// The one filter bar of all screens: facets with counts, what is chosen, and the number of facts that pass.
import {count, day, frame, go, html, narrow, params, place, query, toggle, useAnswer, useEffect, useRef, useState} from "./lib.js";

const MENUS = [["party", "Party"], ["type", "Act"], ["factuality", "Told as"], ["publisher", "Source"], ["claimant", "Claimant"], ["country", "Country"], ["review", "Review"]];
const NAMES = {since: "from", until: "to", text: "words", type: "act", factuality: "told as", publisher: "source", located: "on the map", dated: "own date", bbox: "box", crisis: "crisis",
  report: "report", incident: "incident", precision: "precision"};

export function FilterBar({kind = "event"}) {
  const asked = query();
  const names = MENUS.map(([name]) => "names=" + name).join("&") + "&names=place_precision";
  const {data, busy} = useAnswer(`/api/v1/facets${asked ? asked + "&" : "?"}kind=${kind}&limit=40&${names}`);
  const bar = useRef(null);
  useEffect(() => {
    const close = (event) => { for (const menu of bar.current?.querySelectorAll("details[open]") ?? []) if (!menu.contains(event.target)) menu.open = false; };
    const escape = (event) => {
      if (event.key !== "Escape") return;
      const menu = bar.current?.querySelector("details[open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); event.stopPropagation(); }
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", escape, true);
    return () => { document.removeEventListener("pointerdown", close); document.removeEventListener("keydown", escape, true); };
  }, []);
  return html`<div class="filters" role="search" aria-label="Filter" ref=${bar}>
    <div class="top"><${Words} /><div class="row">
      <${Time} months=${data?.facets.month} />
      ${MENUS.map(([name, label]) => html`<${Menu} key=${name} name=${name} label=${label} values=${data?.facets[name] ?? []} />`)}</div>
      <span class="count" aria-live="polite">${data ? html`<b>${data.total.toLocaleString("en")}</b> ${data.total === 1 ? kind : kind + "s"}` : busy ? "…" : ""}</span>
      <${More} kind=${kind} total=${data?.total ?? 0} />
    </div>
    <${Chosen} data=${data} />
  </div>`;
}

function Words() {
  const now = params.value.get("text") ?? "";
  const [text, set] = useState(now);
  useEffect(() => set(now), [now]);
  return html`<form onSubmit=${(event) => { event.preventDefault(); narrow({text: text.trim()}); }}>
    <input type="search" name="text" aria-label="Words in the sentence" placeholder="Words in the sentence" value=${text} onInput=${(e) => set(e.currentTarget.value)}
      onSearch=${(e) => { if (!e.currentTarget.value) narrow({text: null}); }} /></form>`;
}

function Time() {
  const since = params.value.get("since") ?? "", until = params.value.get("until") ?? "";
  return html`<details class=${"menu" + (since || until ? " set" : "")}><summary>Time</summary><div class="panel">
    <label class="field">First day<input type="date" name="since" value=${since} onChange=${(e) => narrow({since: e.currentTarget.value})} /></label>
    <label class="field">Last day<input type="date" name="until" value=${until} onChange=${(e) => narrow({until: e.currentTarget.value})} /></label>
    ${(since || until) && html`<button type="button" class="button" onClick=${() => narrow({since: null, until: null})}>All time</button>`}
    <${Facet} name="dated" value="true" label="Only with a date of their own" /></div></details>`;
}

function Menu({name, label, values}) {
  const chosen = params.value.getAll(name);
  const missing = chosen.filter((v) => !values.some((x) => x.value === v)).map((v) => ({value: v, name: v, count: 0}));
  const all = [...missing, ...values];
  if (!all.length) return null;
  return html`<details class=${"menu" + (chosen.length ? " set" : "")}><summary>${label}${chosen.length ? ` (${chosen.length})` : ""}</summary>
    <div class="panel" role="group" aria-label=${label}>${all.map((v) => html`<${Facet} key=${v.value} name=${name} value=${v.value} label=${v.name} number=${v.count} />`)}</div></details>`;
}

function Facet({name, value, label, number = null}) {
  const on = params.value.getAll(name).includes(value);
  return html`<label class="facet"><input type="checkbox" name=${name} value=${value} checked=${on} onChange=${() => toggle(name, value)} /><span dir="auto">${label}</span>${number !== null && html`<b>${number.toLocaleString("en")}</b>`}</label>`;
}

function More({kind, total}) {
  const asked = query();
  const join = asked ? asked + "&" : "?";
  const saved = JSON.parse(localStorage.getItem("tocsin.filters") ?? "[]");
  const [list, set] = useState(saved);
  const keep = () => {
    const name = prompt("Name of this filter");
    if (!name) return;
    const next = [...list.filter((f) => f.name !== name), {name, query: asked, path: place.value.path}];
    localStorage.setItem("tocsin.filters", JSON.stringify(next));
    set(next);
  };
  return html`<details class="menu"><summary>Export</summary><div class="panel right">
    <h3>${count(total, kind)} as a file</h3>
    ${["csv", "xlsx", "jsonl", ...(kind === "event" || kind === "toll" ? ["geojson"] : [])].map((format) => html`<a key=${format} class="button quiet" download href=${`/api/v1/export${join}kind=${kind}&format=${format}`}>${{csv: "Table (CSV)", xlsx: "Workbook (XLSX)", jsonl: "JSON lines", geojson: "GeoJSON"}[format]}</a>`)}
    <a class="button quiet" href=${"/feed.atom" + asked}>Atom feed of this filter</a>
    <a class="button quiet" href=${(place.value.path === "/" ? "/index" : place.value.path) + ".json" + place.value.query}>This screen as JSON</a>
    <h3>Saved filters</h3>
    ${list.map((f) => html`<a key=${f.name} class="button quiet" href=${f.path + f.query}>${f.name}</a>`)}
    <button type="button" class="button quiet" onClick=${keep}>Save this filter in this browser</button></div></details>`;
}

function Chosen({data}) {
  const chips = [];
  for (const [name, value] of params.value) {
    if (!(name in NAMES) && !MENUS.some(([m]) => m === name) && !["actor", "recipient", "place", "confidence", "mode"].includes(name)) continue;
    const label = data?.facets[name]?.find((v) => v.value === value)?.name ?? (name === "crisis" ? frame.value?.crises.find((c) => c.id === value)?.name ?? value
      : name === "since" || name === "until" ? (value.length === 10 ? day(value) : value) : value);
    chips.push(html`<button type="button" key=${name + value} onClick=${() => toggle(name, value)} title="Take this away"><span class="soft">${NAMES[name] ?? name}</span> ${label} <span aria-hidden="true">×</span></button>`);
  }
  if (!chips.length) return null;
  return html`<div class="chosen"><span class="hidden-text">Chosen:</span>${chips}<button type="button" onClick=${() => go(place.value.path)}>clear all</button></div>`;
}
