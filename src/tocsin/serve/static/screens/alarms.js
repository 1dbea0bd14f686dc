// Alarms: crises that depart from their own baseline, with the acts that made them ring.
import {count, day, html, Trouble, useAnswer, useTitle} from "../lib.js";

export function Screen() {
  useTitle("Alarms");
  const {data, problem} = useAnswer("/alarms.json");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return html`<div class="page"><header><h1>Alarms</h1></header><p class="soft" aria-busy="true">Listening to the record…</p></div>`;
  return html`<div class="page"><header><h1>Alarms</h1><p class="lede">A conflict rings when it departs from its own baseline. Each alarm names the acts that made it ring, and each act its words. ${data.whole ? "" : "The last 120 days of the record are listened to."}</p></header>
    ${!data.alarms.length && html`<div class="empty"><p>No alarm has rung on this record.</p><p class="small">Rules: ${data.rules.join(", ")}.</p></div>`}
    <ol class="facts-list alarms">${data.alarms.map((a) => html`<li key=${a.id} id=${a.id} class=${a.level === "alarm" ? "g-force" : "g-coercion"}><span class="date">${day(a.day, true)}</span>
      <div><b>${a.headline}</b><p class="soft small">${a.reason}</p><details><summary class="small">${count(a.acts, "act")}</summary><ul>${a.happenings.map((h) => html`<li class="small"><a href=${h.href}>${day(h.day, true)}</a> <span class="tag">${[h.type, h.mode].filter(Boolean).join(" · ")}</span> <q dir="auto">${h.text}</q> <span class="soft">${h.sources.join(", ")}</span></li>`)}</ul></details></div>
      <div class="side"><span>${a.rule}</span><span class="tag">${a.level}</span></div></li>`)}</ol>
    ${data.more > 0 && html`<p class="soft">${count(data.more, "older alarm")} not shown.</p>`}</div>`;
}
