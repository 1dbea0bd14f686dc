// Events in time, stacked by kind of act: drag or use the arrow keys to choose a stretch; imprecise dates lie below as bars.
import {scaleLinear, scaleUtc} from "../vendor/vendor.mjs";
import {count, days, Figure, html, narrow, params, useRef, useState, useWidth} from "../lib.js";

const utc = (iso) => new Date(iso + "T00:00:00Z");
const iso = (date) => date.toISOString().slice(0, 10);
const NEXT = {day: 1, week: 7, month: 30.4, year: 365.25};

export function Timeline({data}) {
  const table = {head: ["Time", ...data.groups.map((g) => g.name), "dated only by the report"], numbers: data.groups.map((_, i) => i + 1).concat(data.groups.length + 1),
    rows: [...data.bins.map((b) => [days(b.day, b.end), ...data.groups.map((g) => sum(b.counts[g.key])), Object.values(b.counts).reduce((n, [, loose]) => n + loose, 0)]),
      ...data.bars.map((b) => [days(b.start, b.end) + " (imprecise)", ...data.groups.map((g) => g.key === b.group ? b.count : 0), 0])]};
  const note = `Events a ${data.unit}. ${(data.alarms ?? []).length ? "A mark above is an alarm. " : ""}Paler: the report gives no date for the act, so it stands on the day of publication.${data.undated ? ` ${count(data.undated, "event has", "events have")} no date at all.` : ""}`;
  return html`<${Figure} id="timeline" title="Timeline" note=${note} table=${table}>
    <div class="legend">${data.groups.map((g) => html`<button type="button" key=${g.key} class=${"g-" + g.key} onClick=${() => narrow({type: g.types})} title=${"Only " + g.types.join(", ")}><i class="swatch"></i>${g.name}</button>`)}</div>
    <${Plot} data=${data} /><//>`;
}

const sum = (pair) => pair ? pair[0] + pair[1] : 0;

function Plot({data}) {
  const [ref, width] = useWidth();
  const [brush, setBrush] = useState(/** @type {number[] | null} */ (null));
  const drag = useRef(/** @type {number | null} */ (null));
  const {bins, bars, unit, groups} = data;
  if (!bins.length && !bars.length) return html`<div ref=${ref} class="empty">No event with a date passes this filter.</div>`;
  const starts = [...bins.map((b) => b.day), ...bars.map((b) => b.start)].sort(), ends = [...bins.map((b) => b.end), ...bars.map((b) => b.end)].sort();
  const first = utc(starts[0]), last = new Date(utc(ends[ends.length - 1]).getTime() + 864e5);
  const pad = unit === "day" ? Math.max(0, 12 - (+last - +first) / 864e5) / 2 * 864e5 : 0;
  const x = scaleUtc().domain([new Date(+first - pad), new Date(+last + pad)]).range([36, Math.max(80, width - 8)]);
  const top = Math.max(1, ...bins.map((b) => groups.reduce((n, g) => n + sum(b.counts[g.key]), 0)));
  const high = 190, y = scaleLinear().domain([0, top]).nice(4).range([high, 8]);
  const step = Math.max(2, x(new Date(+first + NEXT[unit] * 864e5)) - x(first));
  const rows = lanes(bars.slice(0, 24), x);
  const lanesHigh = rows.length ? Math.max(...rows.map((r) => r.lane)) * 9 + 18 : 0;
  const height = high + 24 + lanesHigh;
  const apply = (pair) => {
    const [a, b] = [Math.min(...pair), Math.max(...pair)];
    const hit = bins.filter((bin) => x(utc(bin.day)) + step > a && x(utc(bin.day)) < b);
    setBrush(null);
    const since = hit.length ? hit[0].day : iso(x.invert(a)), until = hit.length ? hit[hit.length - 1].end : iso(x.invert(b));
    narrow({since, until});
  };
  const at = (event) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const keys = (event) => {
    const centre = (bin) => x(utc(bin.day)) + step / 2;
    const index = brush ? bins.findIndex((b) => x(utc(b.day)) + step > brush[1] - 1) : -1;
    const move = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (move) {
      const next = bins[Math.min(bins.length - 1, Math.max(0, index < 0 ? (move > 0 ? 0 : bins.length - 1) : index + move))];
      const edge = [x(utc(next.day)), x(utc(next.day)) + step];
      setBrush(event.shiftKey && brush ? [Math.min(brush[0], edge[0]), Math.max(edge[1], centre(next))] : edge);
    } else if (event.key === "Enter" && brush) apply([brush[0] + 1, brush[1] - 1]);
    else if (event.key === "Escape") setBrush(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const said = brush ? days(iso(x.invert(brush[0] + 1)), iso(x.invert(Math.max(brush[0] + 1, brush[1] - 1)))) : "";
  return html`<div ref=${ref}>${width > 0 && html`<svg class="timeline" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} tabindex="0" role="application"
      aria-label="Timeline. Left and right choose a time, with shift more of it, Enter narrows to it." onKeyDown=${keys}
      onPointerDown=${(e) => { if (e.button === 0) { drag.current = at(e); e.currentTarget.setPointerCapture(e.pointerId); } }}
      onPointerMove=${(e) => { if (drag.current !== null) setBrush([Math.min(drag.current, at(e)), Math.max(drag.current, at(e))]); }}
      onPointerUp=${(e) => { const from = drag.current; drag.current = null; if (from !== null) apply(Math.abs(at(e) - from) > 4 ? [from, at(e)] : [from - .5, from + .5]); }}>
    <g class="axis" aria-hidden="true">${y.ticks(4).map((t) => html`<g key=${t}><line x1="36" x2=${width - 8} y1=${y(t)} y2=${y(t)} /><text x="30" y=${y(t) + 4} text-anchor="end">${t}</text></g>`)}
      ${x.ticks(Math.max(2, Math.round(width / 110))).filter((t) => x(t) < width - 20).map((t) => html`<text key=${+t} x=${x(t)} y=${high + 17} text-anchor="middle">${tick(t, unit)}</text>`)}</g>
    <g class="bars">${bins.map((bin) => {
      let base = 0;
      return groups.map((g) => [0, 1].map((loose) => {
        const n = bin.counts[g.key]?.[loose] ?? 0;
        if (!n) return null;
        const piece = html`<rect key=${bin.day + g.key + loose} class=${"g-" + g.key + (loose ? " loose" : "")} x=${x(utc(bin.day)) + .5} width=${Math.max(1, Math.min(step, 46) - 1.5)} y=${y(base + n)} height=${y(base) - y(base + n)}>
          <title>${`${days(bin.day, bin.end)}: ${n} × ${g.name}${loose ? ", dated by the report" : ""}`}</title></rect>`;
        base += n;
        return piece;
      }));
    })}</g>
    <g class="spans">${rows.map(({bar, lane, from, to}) => html`<rect key=${bar.start + bar.end + bar.group} class=${"g-" + bar.group} x=${from} width=${to - from} y=${high + 26 + lane * 9} height="5" rx="2.5"><title>${`${days(bar.start, bar.end)}: ${bar.count}, the report is no sharper`}</title></rect>`)}</g>
    <g class="rings">${rings(data.alarms ?? []).filter((a) => utc(a.day) >= x.domain()[0] && utc(a.day) <= x.domain()[1]).map((a) => html`<a key=${a.day} href="/alarms" onPointerDown=${(e) => e.stopPropagation()}><title>${`${days(a.day, a.day)}: ${a.headline}`}</title><path d=${`M${x(utc(a.day)) + Math.min(step, 46) / 2 - 5} -4h10l-5 8z`} /></a>`)}</g>
    ${brush && html`<rect class="brush" x=${brush[0]} width=${Math.max(1, brush[1] - brush[0])} y="2" height=${high - 2} />`}</svg>`}
    <p class="hidden-text" aria-live="polite">${said}</p>
    ${(params.value.get("since") || params.value.get("until")) && html`<div class="buttons no-print"><button type="button" class="button" onClick=${() => narrow({since: null, until: null})}>All time</button></div>`}</div>`;
}

/** One mark a day, whatever number of rules ring on it. */
function rings(alarms) {
  const found = new Map();
  for (const a of alarms) found.set(a.day, found.has(a.day) ? found.get(a.day) + "; " + a.headline : a.headline);
  return [...found].map(([date, headline]) => ({day: date, headline}));
}

const SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function tick(date, unit) {
  const [y, m, d] = [date.getUTCFullYear(), SHORT[date.getUTCMonth()], date.getUTCDate()];
  return unit === "year" || (date.getUTCMonth() === 0 && d === 1) ? `${y}` : unit === "month" || d === 1 && unit !== "day" ? `${m} ${y}` : `${d} ${m}`;
}

function lanes(bars, x) {
  const ends = [];
  return [...bars].sort((a, b) => a.start < b.start ? -1 : 1).map((bar) => {
    const from = x(utc(bar.start)), to = Math.max(from + 3, x(new Date(+utc(bar.end) + 864e5)));
    let lane = ends.findIndex((end) => end < from - 2);
    if (lane < 0) lane = ends.length;
    ends[lane] = to;
    return {bar, lane, from, to};
  }).filter((r) => r.lane < 6);
}

/** A small timeline without axes. */
export function Spark({bins}) {
  const order = ["force", "coercion", "against", "for", "help"];
  if (!bins.length) return null;
  const first = +utc(bins[0].day), last = +utc(bins[bins.length - 1].end) + 864e5;
  const top = Math.max(...bins.map((b) => Object.values(b.counts).reduce((n, c) => n + sum(c), 0)));
  const x = scaleLinear().domain([first, Math.max(last, first + 21 * 864e5)]).range([0, 300]), y = scaleLinear().domain([0, top]).range([44, 2]);
  return html`<svg class="spark" viewBox="0 0 300 44" preserveAspectRatio="none" aria-hidden="true"><g class="bars">${bins.map((bin) => {
    let base = 0;
    return order.map((g) => {
      const n = sum(bin.counts[g]);
      if (!n) return null;
      const piece = html`<rect key=${bin.day + g} class=${"g-" + g} x=${x(+utc(bin.day))} width=${Math.max(2, x(+utc(bin.end) + 864e5) - x(+utc(bin.day)) - 1)} y=${y(base + n)} height=${y(base) - y(base + n)} />`;
      base += n;
      return piece;
    });
  })}</g></svg>`;
}
