// The crisis screen: the situation at a glance, every figure narrowed by the one filter.
import {MapFigure} from "../charts/map.js";
import {Network} from "../charts/network.js";
import {Timeline} from "../charts/timeline.js";
import {Tolls} from "../charts/tolls.js";
import {count, day, days, Figure, html, printWhole, query, Trouble, useAnswer, useNear, useTitle} from "../lib.js";

/** One figure of the screen: asked for by itself, so that none waits for another; not before it is near. */
function usePart(name, near = true) {
  const asked = query();
  return useAnswer(near ? `/situation.json${asked ? asked + "&" : "?"}part=${name}` : null);
}

function Part({name, high, draw}) {
  const [ref, near] = useNear();
  const {data, problem, busy} = usePart(name, near);
  return html`<div ref=${ref} data-part=${name} class=${data && busy && near ? "loading" : ""}>${problem ? html`<${Trouble} problem=${problem} />`
    : data ? draw(data) : html`<div class="panel-card" style=${{minHeight: high}} aria-busy=${near}></div>`}</div>`;
}

export function Screen() {
  const {data, problem, busy} = usePart("head");
  const rung = usePart("alarms");
  const crisis = data?.crisis, counts = data?.counts;
  useTitle(crisis?.name ?? "Situation");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  return html`<div class=${"page" + (busy && !data ? " loading" : "")}><header>${crisis && html`<p class="crumb"><a href="/">Crises</a></p>`}<h1>${crisis?.name ?? "The situation"}</h1>
    <p class="lede">${crisis ? `${days(crisis.first, crisis.last)} · ${count(crisis.reports, "report")} · ` : ""}${counts ? [count(counts.event, "event"), count(counts.statement, "statement"), count(counts.toll, "toll"), count(counts.position, "position")].join(", ") + ". Machine coding; a person has the last word." : "\u00a0"}</p>
    ${crisis?.phases.length > 1 && html`<p class="soft small">Phases: ${crisis.phases.map((p, i) => html`${i ? " → " : ""}<b>${p.name}</b> ${days(p.start, p.end)}`)}</p>`}</header>
    <div class="grid"><${Part} name="timeline" high="22rem" draw=${(d) => html`<${Timeline} data=${{...d.timeline, alarms: rung.data?.alarms ?? []}} />`} />
      <${Part} name="brief" high="30rem" draw=${(d) => html`<${Brief} brief=${d.brief} />`} />
      <div class="grid two"><${Part} name="map" high="34rem" draw=${(d) => html`<${MapFigure} data=${d.map} />`} /><${Part} name="network" high="34rem" draw=${(d) => html`<${Network} data=${d.network} />`} /></div>
      <${Part} name="tolls" high="20rem" draw=${(d) => html`<div class="grid"><${Tolls} data=${d.tolls} />${d.contradictions.length > 0 && html`<${Against} pairs=${d.contradictions} />`}</div>`} />
      <${Part} name="positions" high="12rem" draw=${(d) => html`<${Matrix} data=${d.positions} />`} />
      <${Part} name="board" high="20rem" draw=${(d) => html`<${Board} data=${d.board} />`} /></div></div>`;
}

function Brief({brief}) {
  return html`<section class="figure panel-card" id="brief" aria-labelledby="brief-title"><header><h2 id="brief-title">Brief</h2>
      <button type="button" class="button quiet" onClick=${printWhole}>Print</button><p>${brief.subtitle}. From the newest reports of this selection; each sentence names its sources.</p></header>
    ${!brief.sections.length && html`<div class="empty">Nothing to tell for this filter.</div>`}
    <div class="brief">${brief.sections.map((s) => html`<section key=${s.heading}><h3>${s.heading}</h3><ul>${s.lines.map((line) => html`<li dir="auto">${line.text}\u00a0${line.sources.map((n) => html`<sup><a href=${brief.sources.find((x) => x.number === n)?.href ?? "#brief"} aria-label=${"source " + n}>[${n}]</a></sup>`)}</li>`)}</ul>
      ${s.more > 0 && html`<p class="soft small">and ${s.more} more</p>`}</section>`)}</div>
    ${brief.sources.length > 0 && html`<details class="sources"><summary>${count(brief.sources.length, "source")}</summary><ol>${brief.sources.map((s) => html`<li key=${s.number}><a href=${s.href}>${s.number}</a><span><q dir="auto">${s.quote}</q> <span class="soft">— ${s.report}</span></span></li>`)}</ol></details>`}</section>`;
}

function Against({pairs}) {
  return html`<section class="figure panel-card" id="against" aria-labelledby="against-title"><header><h2 id="against-title">Against each other</h2><p>Claims that cannot both be right, side by side. Neither is preferred.</p></header>
    <ol class="against">${pairs.map((pair) => html`<li><h3>${pair.about}</h3>${pair.sides.map((s) => html`<a class="said" href=${s.href}><b>${s.who}</b><span>${s.text}</span><br /><q class="soft" dir="auto">${s.quote}</q><small>${[s.publisher, day(s.day, true)].filter(Boolean).join(", ")}</small></a>`)}</li>`)}</ol></section>`;
}

function Matrix({data}) {
  return html`<section class="figure panel-card" id="positions" aria-labelledby="positions-title"><header><h2 id="positions-title">Who stands where</h2><p>Stances of parties towards sides, with the days on which they were voiced.</p></header>
    ${!data.holders.length ? html`<div class="empty">No position passes this filter.</div>` : html`<div class="table-wrap" tabindex="0" role="region" aria-label="Positions"><table class="matrix"><thead><tr><td></td>${data.sides.map((s) => html`<th scope="col">towards ${s.name}</th>`)}</tr></thead>
      <tbody>${data.holders.map((h) => html`<tr key=${h.key}><th scope="row">${h.name}</th>${h.cells.map((cell, i) => html`<td>${cell.map((c) => html`<a class=${"stance st-" + c.stance} href=${"/search" + query({kind: "position", actor: h.key, type: c.stance, ...(data.sides[i].key === "nobody named" ? {} : {recipient: data.sides[i].key})})}>${c.stance}${c.count > 1 ? ` × ${c.count}` : ""}
        <small>${days(c.first, c.last)}</small></a>`)}</td>`)}</tr>`)}</tbody></table></div>`}
    ${(data.more_sides > 0 || data.more_holders > 0) && html`<p class="soft small">${count(data.more_holders, "holder")} and ${count(data.more_sides, "side")} more: narrow the filter to see them.</p>`}</section>`;
}

function Board({data}) {
  const dates = [...new Set(data.speakers.flatMap((s) => s.statements.map((x) => x.day ?? "")))].sort();
  return html`<section class="figure panel-card" id="board" aria-labelledby="board-title"><header><h2 id="board-title">Statements</h2><p>Who said what, when. Speakers by party; denials and admissions are marked, and what others say against it stands under a statement.${data.more ? " Only the newest are shown." : ""}</p></header>
    ${!data.speakers.length ? html`<div class="empty">No statement passes this filter.</div>` : html`<div class="board" tabindex="0" role="region" aria-label="Statements by speaker and day"><table><thead><tr><th scope="col">Speaker</th>${dates.map((d) => html`<th scope="col">${d ? day(d) : "no date"}</th>`)}</tr></thead>
      <tbody>${data.speakers.map((s) => html`<tr key=${s.key}><th scope="row">${s.name}</th>${dates.map((d) => html`<td>${s.statements.filter((x) => (x.day ?? "") === d).map((x) => html`<a class="said" href=${x.href}><q dir="auto">${x.quote}</q>
        <small>${[x.speaker, x.addressees.length ? "to " + x.addressees.join(", ") : "", x.publisher, x.denial ? "denial" : x.admission ? "admission" : x.form === "direct" ? "in their words" : ""].filter(Boolean).join(" · ")}</small></a>
        ${x.against.map((o) => html`<a class="said counter" href=${o.href}><b>Against this, ${o.who}:</b> <span>${o.text}</span> <q dir="auto">${o.quote}</q><small>${[o.publisher, day(o.day, true)].filter(Boolean).join(", ")}</small></a>`)}`)}</td>`)}</tr>`)}</tbody></table></div>`}</section>`;
}
