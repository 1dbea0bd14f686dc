// Where the reports come from, and how much of each source is claims of others.
import {days, html, Table, Trouble, useAnswer, useTitle} from "../lib.js";

export function Screen() {
  useTitle("Sources");
  const {data, problem} = useAnswer("/sources.json");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  return html`<div class="page"><header><h1>Sources</h1><p class="lede">Publishers and what they bring. Copies of one wire story are one voice, however many publish it.</p></header>
    <div class="grid"><section class="panel-card figure"><header><h2>Publishers</h2></header><${Table} head=${["Publisher", "Reports", "Independent voices", "Events", "of these claimed", "Statements", "Published"]} numbers=${[1, 2, 3, 4, 5]}
      rows=${data.publishers.map((p) => [p.publisher ? html`<a href=${"/search?publisher=" + encodeURIComponent(p.publisher)}>${p.publisher}</a>` : html`<span class="soft">not named</span>`, p.reports, p.voices, p.events ?? 0, p.events ? `${Math.round(100 * p.claimed / p.events)} %` : "—", p.statements ?? 0, days(p.first, p.last)])} /></section>
      ${data.origins.length > 0 && html`<section class="panel-card figure"><header><h2>Named as origin</h2><p>Agencies and inputs in credit lines.</p></header><${Table} head=${["Name", "Role", "Reports"]} numbers=${[2]} rows=${data.origins.map((o) => [o.name, o.role, o.reports])} /></section>`}</div></div>`;
}
