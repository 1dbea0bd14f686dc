// The reports of the record, newest first.
import {count, day, html, narrow, params, place, query, Trouble, useAnswer, useTitle} from "../lib.js";

export function Screen() {
  useTitle("Reports");
  const offset = Number(params.value.get("offset") ?? 0);
  const {data, problem, busy} = useAnswer("/reports.json" + query({offset: offset ? String(offset) : null}));
  return html`<div class=${"page" + (busy ? " loading" : "")}><header><h1>Reports</h1><p class="lede">${data ? `${count(data.total, "report")} in this selection. A report is one news item as published; its facts are read from it and from nothing else.` : ""}</p>
    <form class="buttons" role="search" onSubmit=${(e) => { e.preventDefault(); narrow({text: e.currentTarget.text.value, offset: null}); }}>
      <input type="search" name="text" aria-label="Words in title or text" placeholder="Words in title or text" value=${params.value.get("text") ?? ""} /><button class="button">Search</button></form></header>
    ${problem && html`<${Trouble} problem=${problem} />`}
    ${data && !data.items.length && html`<div class="empty"><p>No report here yet.</p><a class="button" href="/paste">Code a text</a></div>`}
    <ol class="grid two">${data?.items.map((r) => html`<li key=${r.id}><a class="story" href=${r.href}><span class="soft small">${[r.publisher, day(r.published), count(r.facts, "fact")].filter(Boolean).join(" · ")}</span>
      <b dir="auto">${r.title ?? "Report without a title"}</b><p dir="auto">${r.lead}…</p></a></li>`)}</ol>
    <div class="buttons">${offset > 0 && html`<a class="button" href=${place.value.path + query({offset: String(Math.max(0, offset - 60))})}>← Newer</a>`}
      ${data?.next_offset && html`<a class="button" href=${place.value.path + query({offset: String(data.next_offset)})}>Older →</a>`}</div></div>`;
}
