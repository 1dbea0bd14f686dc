// Alarms: crises that depart from their own baseline, with the incidents that made them ring.
import {day, html, Trouble, useAnswer, useTitle} from "../lib.js";

export function Screen() {
  useTitle("Alarms");
  const {data, problem} = useAnswer("/alarms.json");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  return html`<div class="page"><header><h1>Alarms</h1><p class="lede">A crisis rings when it departs from its own baseline. Each alarm names the events that made it ring.</p></header>
    ${!data.alarms.length && html`<div class="empty"><p>${data.ready ? "No alarm has rung on this record." : "Alarm rules are not part of this installation yet."}</p></div>`}
    <ol class="facts-list">${data.alarms.map((a) => html`<li key=${a.id} class="g-force"><span class="date">${day(a.day)}</span><div><a class="summary" href=${a.href}>${a.title}</a><p class="soft">${a.reason}</p></div><div class="side">${a.rule}</div></li>`)}</ol></div>`;
}
