// Incidents: the same happening as several reports tell it.
import {count, days, html, place, params, query, Trouble, useAnswer, useTitle} from "../lib.js";

export function Screen() {
  useTitle("Incidents");
  const offset = params.value.get("offset");
  const {data, problem, busy} = useAnswer("/incidents.json" + query({offset}));
  return html`<div class=${"page" + (busy ? " loading" : "")}><header><h1>Incidents</h1><p class="lede">One happening, as several reports tell it. Copies of a wire story count as one voice.</p></header>
    ${problem && html`<${Trouble} problem=${problem} />`}
    ${data && !data.incidents.length && html`<div class="empty"><p>No facts have been linked into incidents under this filter.</p></div>`}
    <ol class="facts-list">${data?.incidents.map((i) => html`<li key=${i.id} class=${"g-" + i.group}><span class="date">${days(i.first, i.last)}</span><div><a class="summary" href=${i.href}>${i.summary}</a> <span class="tag">${i.type}</span></div>
      <div class="side"><span>${count(i.reports, "report")}, ${count(i.voices, "independent voice")}</span><span>${count(i.facts, "fact")}</span></div></li>`)}</ol>
    ${data?.next_offset && html`<div class="buttons"><a class="button" href=${place.value.path + query({offset: String(data.next_offset)})}>More →</a></div>`}</div>`;
}
