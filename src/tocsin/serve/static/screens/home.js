// The crises of the record with a small timeline each, and the newest reports.
import {count, day, days, html, Trouble, useAnswer, useTitle} from "../lib.js";
import {Spark} from "../charts/timeline.js";

export function Screen() {
  useTitle("");
  const {data, problem} = useAnswer("/index.json");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  const {totals} = data;
  return html`<div class="page"><header><h1>Crises on record</h1>
    <p class="lede">${count(totals.reports, "report")}, read by machine into ${count(totals.events, "event")}, ${count(totals.statements, "statement")}, ${count(totals.tolls, "toll")} and ${count(totals.positions, "position")}. Every one of them shows the words it rests on.</p></header>
    ${!totals.reports && html`<div class="empty"><p>The record is empty.</p><a class="button main" href="/paste">Code a first text</a></div>`}
    <ol class="grid three">${data.crises.map((c) => html`<li key=${c.id}><a class="crisis-card panel-card" href=${`/situation?crisis=${encodeURIComponent(c.id)}`}>
      <h2>${c.name}</h2><p class="soft small">${days(c.first, c.last)}</p><${Spark} bins=${c.bins} />
      <dl><div><dt>reports</dt><dd>${c.reports.toLocaleString("en")}</dd></div><div><dt>events</dt><dd>${c.events.toLocaleString("en")}</dd></div>
        ${c.toll && html`<div><dt>highest claim of killed</dt><dd>${c.toll.number} <span class="soft small">${c.toll.claimant}</span></dd></div>`}</dl></a></li>`)}</ol>
    ${data.reports.length > 0 && html`<section class="newest"><h2 class="label">Newest reports</h2><ol class="grid two">${data.reports.map((r) => html`<li key=${r.id}><a class="story" href=${r.href}>
      <span class="soft small">${[r.publisher, day(r.published)].filter(Boolean).join(" · ")}</span><b dir="auto">${r.title ?? "Report without a title"}</b></a></li>`)}</ol></section>`}</div>`;
}
