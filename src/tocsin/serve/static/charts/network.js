// Who acted on whom. The layout starts from fixed places and runs a fixed number of steps: the same data, the same picture.
import {forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY} from "../vendor/vendor.mjs";
import {count, Figure, html, query, useMemo, useState, useWidth} from "../lib.js";

const GROUPS = {force: "Force", coercion: "Coercion", against: "Words against", for: "Words for", help: "Help"};
const TYPES = {force: ["ASSAULT"], coercion: ["COERCE", "MOBILIZE", "SANCTION", "PROTEST"], against: ["ACCUSE", "THREATEN", "REJECT", "REQUEST"],
  for: ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"], help: ["AID", "COOPERATE", "RETREAT"]};

export function Network({data}) {
  const [over, setOver] = useState(/** @type {string | null} */ (null));
  const [limit, setLimit] = useState(24);
  const [ref, measured] = useWidth();
  const wide = Math.max(300, measured || 520), high = Math.round(Math.min(470, Math.max(380, wide * .8)));
  const shape = useMemo(() => layout(data, limit, wide, high), [data, limit, wide, high]);
  const names = Object.fromEntries(data.nodes.map((n) => [n.key, n.name]));
  const link = (e) => "/search" + query(e.mutual ? {party: [e.from, e.to], type: TYPES[e.group], kind: "event"} : {actor: e.from, recipient: e.to, type: TYPES[e.group], kind: "event"});
  const table = {head: ["Who", "Kind of act", "To whom", "Events"], numbers: [3], rows: data.edges.map((e) => [names[e.from], GROUPS[e.group] + (e.mutual ? ", both ways" : ""), names[e.to], html`<a href=${link(e)}>${e.count}</a>`])};
  if (!data.nodes.length) return html`<${Figure} id="network" title="Parties"><div class="empty">No event with both parties named passes this filter.</div><//>`;
  return html`<${Figure} id="network" title="Parties" table=${table} note="An arrow runs from who acts to whom it is done; a thicker one is more events. Choose an arrow to read them.">
    <div class="legend">${Object.entries(GROUPS).map(([key, name]) => html`<span key=${key} class=${"g-" + key}><i class="swatch"></i>${name}</span>`)}</div>
    <div ref=${ref}><svg class="network" viewBox=${`0 0 ${wide} ${high}`} role="group" aria-label="Network of parties">
      <defs>${Object.keys(GROUPS).map((g) => html`<marker key=${g} id=${"arrow-" + g} viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 1l9 4-9 4z" class=${"g-" + g} fill="var(--c)" /></marker>`)}</defs>
      ${shape.edges.map((e) => html`<a key=${e.from + e.to + e.group + e.mutual} href=${link(e)} >
        <path class=${`edge g-${e.group}${over && over !== e.from && over !== e.to ? " faded" : ""}`} d=${e.path} stroke-width=${e.wide} marker-end=${`url(#arrow-${e.group})`} marker-start=${e.mutual ? `url(#arrow-${e.group})` : undefined}><title>${`${names[e.from]} ${e.mutual ? "↔" : "→"} ${names[e.to]}: ${e.count} × ${GROUPS[e.group]}`}</title></path></a>`)}
      ${shape.nodes.map((n) => html`<a key=${n.key} class=${"node" + (over && over !== n.key && !shape.near[over]?.has(n.key) ? " faded" : "")} href=${"/situation" + query({party: n.key})}
        onMouseEnter=${() => setOver(n.key)} onMouseLeave=${() => setOver(null)} onFocus=${() => setOver(n.key)} onBlur=${() => setOver(null)}>
        <circle cx=${n.x} cy=${n.y} r=${n.r} /><text x=${n.x} y=${n.y + n.r + 14} text-anchor="middle">${short(n.name)}</text><title>${`${n.name}: ${count(n.count, "event")}`}</title></a>`)}</svg></div>
    ${(data.more > 0 || data.nodes.length > limit) && html`<p class="soft small">The ${Math.min(limit, data.nodes.length)} parties with most events are drawn. ${data.nodes.length > limit && html`<button type="button" class="button quiet" onClick=${() => setLimit(60)}>Draw ${data.nodes.length}</button>`}</p>`}<//>`;
}

const short = (name) => name.length > 22 ? name.slice(0, 20) + "…" : name;

function layout(data, limit, WIDE, HIGH) {
  const kept = new Set(data.nodes.slice(0, limit).map((n) => n.key));
  const nodes = data.nodes.filter((n) => kept.has(n.key)).map((n) => ({...n, r: 5 + 2.6 * Math.sqrt(n.count)}));
  for (const n of nodes) n.r = Math.min(n.r, 30);
  const edges = data.edges.filter((e) => kept.has(e.from) && kept.has(e.to));
  const pairs = [...new Map(edges.map((e) => [[e.from, e.to].sort().join("\t"), {source: e.from, target: e.to}])).values()];
  const run = forceSimulation(nodes).force("charge", forceManyBody().strength(-520)).force("link", forceLink(pairs).id((n) => n.key).distance(120).strength(.5))
    .force("x", forceX(WIDE / 2).strength(.07)).force("y", forceY(HIGH / 2).strength(.14)).force("collide", forceCollide((n) => n.r + 24)).stop();
  for (let i = 0; i < 320; i++) run.tick();
  const xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const across = Math.min((WIDE - 110) / Math.max(1, east - west), 1.5), down = Math.min((HIGH - 80) / Math.max(1, south - north), 1.5);
  for (const n of nodes) { n.x = WIDE / 2 + (n.x - (west + east) / 2) * across; n.y = HIGH / 2 - 8 + (n.y - (north + south) / 2) * down; }
  const by = Object.fromEntries(nodes.map((n) => [n.key, n])), seen = {}, near = {};
  return {nodes, near, edges: edges.map((e) => {
    const a = by[e.from], b = by[e.to], pair = [e.from, e.to].sort().join("\t");
    (near[e.from] ??= new Set()).add(e.to);
    (near[e.to] ??= new Set()).add(e.from);
    const nth = seen[pair] = (seen[pair] ?? -1) + 1;
    const wide = Math.min(9, 1.2 + 1.3 * Math.log2(1 + e.count)), turn = (nth % 2 ? -1 : 1) * (14 + 13 * Math.floor(nth / 2)) * (e.from < e.to ? 1 : -1);
    const dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1;
    const cx = (a.x + b.x) / 2 - dy / far * turn * 1.6, cy = (a.y + b.y) / 2 + dx / far * turn * 1.6;
    const from = edge(a, cx, cy, a.r + (e.mutual ? 3 : 1)), to = edge(b, cx, cy, b.r + 3);
    return {...e, wide, path: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`};
  })};
}

function edge(node, x, y, r) {
  const far = Math.hypot(x - node.x, y - node.y) || 1;
  return {x: node.x + (x - node.x) / far * r, y: node.y + (y - node.y) / far * r};
}
