// Toll ranges as claimed, one line each, never summed: a bar from low to high, an arrow where the top is open.
import {scaleSymlog} from "../vendor/vendor.mjs";
import {day, Figure, html, useState} from "../lib.js";

const KINDS = ["killed", "injured", "missing", "captured", "detained", "displaced", "affected"];
const SHOWN = 14;

export function Tolls({data}) {
  const [all, show] = useState(false);
  const kinds = KINDS.filter((k) => data.tolls.some((t) => t.kind === k));
  const table = {head: ["Day", "Kind", "Low", "High", "Of whom", "Place", "Claimed by", "Report"], numbers: [2, 3],
    rows: data.tolls.map((t) => [day(t.day, true), t.kind, t.low ?? "—", t.high ?? "open", t.whom ?? "", t.place ?? "", t.claimant, html`<a href=${t.href}>${t.report.publisher ?? "report"}</a>`])};
  const top = Math.max(10, ...data.tolls.map((t) => t.high ?? (t.low ?? 0) * 1.6));
  const x = scaleSymlog().domain([0, top]).range([4, 388]).constant(4);
  return html`<${Figure} id="tolls" title="The toll, by who claims it" table=${table} note="Each line is one claim; claims are never added up. An arrow is an open end: “more than 100” has no upper bound.">
    ${!data.tolls.length && html`<div class="empty">No toll passes this filter.</div>`}
    ${data.tolls.length > 0 && html`<div class="toll scale" aria-hidden="true"><span></span><span></span><${Scale} x=${x} top=${top} /></div>`}
    <div class="toll-rows">${kinds.map((kind) => {
      const rows = data.tolls.filter((t) => t.kind === kind).sort((a, b) => (a.day ?? "") < (b.day ?? "") ? -1 : 1);
      const shown = all ? rows : rows.slice(0, SHOWN);
      return html`<section key=${kind} class="toll-kind"><h3>${kind}</h3>${shown.map((t) => html`<a class="toll" key=${t.id} href=${t.href} title=${t.quote}>
        <span class="date soft">${day(t.day, true) || "no date"}</span><span class="who">${t.claimant}<small>${[t.whom, t.place, t.period === "cumulative" ? "in all" : ""].filter(Boolean).join(" · ")}</small></span>
        <${Range} toll=${t} x=${x} /><span class="n">${t.number}</span></a>`)}
        ${rows.length > shown.length && html`<button type="button" class="button quiet" onClick=${() => show(true)}>${rows.length - shown.length} more</button>`}</section>`;
    })}</div>${data.more && html`<p class="soft small">Only the newest ${data.tolls.length} claims are drawn; narrow the time to see others.</p>`}<//>`;
}

function Scale({x, top}) {
  return html`<div class="scale-words">${[0, 10, 100, 1000, 10000, 100000, 1000000].filter((n) => n <= top * 1.02).map((n) => html`<i key=${n} style=${{left: `${x(n) / 4.2}%`}}>${n.toLocaleString("en")}</i>`)}</div>`;
}

function Range({toll, x}) {
  const low = toll.low ?? 0, open = toll.high === null, high = open ? low : toll.high;
  const from = x(low), to = Math.max(from + 4, x(high));
  return html`<svg viewBox="0 0 420 20" preserveAspectRatio="none" class=${toll.kind === "killed" ? "g-force" : "g-against"} aria-hidden="true"><line x1="4" x2="416" y1="10" y2="10" stroke="var(--line)" />
    <g fill="var(--c)" stroke="var(--c)">${open ? html`<line x1=${from} x2="404" y1="10" y2="10" stroke-width="2" stroke-dasharray="5 4" /><path d="M404 5l9 5-9 5z" /><rect x=${from} y="4" width="4" height="12" rx="1" />`
      : toll.low === null ? html`<rect x="4" y="7" width=${to - 4} height="6" rx="2" fill-opacity=".35" />` : html`<rect x=${from} y="4" width=${to - from} height="12" rx="2" stroke="none" />`}</g></svg>`;
}
