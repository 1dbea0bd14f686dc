// One incident: member reports side by side, agreement per field, and a person's word on what belongs together.
import {ask, count, days, frame, html, refreshed, Table, Trouble, useAnswer, useState, useTitle} from "../lib.js";
import {Fact} from "./search.js";

export function Screen({id}) {
  const {data, problem} = useAnswer(`/incidents/${encodeURIComponent(id)}.json`);
  const [said, say] = useState("");
  const [chosen, choose] = useState(/** @type {string[]} */ ([]));
  useTitle(data?.title ?? "Incident");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  const judge = async (verdict) => {
    const reason = prompt(verdict === "same" ? "Why are these the same happening?" : "Why are these not the same?");
    if (reason === null) return;
    try { await ask("/api/v1/judgements", {fact: chosen[0], other: chosen[1], verdict, reason}); say("Kept. The record is being linked again."); refreshed.value++; } catch (error) { say(error.message); }
  };
  const pick = (fact) => choose(chosen.includes(fact) ? chosen.filter((f) => f !== fact) : [...chosen, fact].slice(-2));
  return html`<div class="page"><header><p class="crumb"><a href="/incidents">Incidents</a></p><h1>${data.title}</h1>
      <p class="lede">${days(data.first, data.last)} · ${count(data.reports, "report")}, ${count(data.voices, "independent voice")}</p></header>
    <div class="grid"><section class="panel-card figure"><header><h2>Merged record</h2><p>Each value follows a declared rule; nothing is averaged or guessed.</p></header>
      <${Table} head=${["Field", "Value", "Independent voices", "Rule"]} numbers=${[2]} rows=${data.merged.map((m) => [m.name, html`${m.value} ${m.disputed && html`<span class="tag rejected">disputed</span>`}`, m.sources, html`<span class="soft">${m.rule}</span>`])} /></section>
      <section class="panel-card figure"><header><h2>What they agree on</h2></header><div class="table-wrap" tabindex="0" role="region" aria-label="Agreement"><table class="diff"><thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Says</th></tr></thead><tbody>
      ${data.fields.map((f) => f.values.map((v, i) => html`<tr>${i === 0 && html`<th scope="row" rowspan=${f.values.length}>${f.name}</th>`}<td class=${f.state}>${v.value === "—" ? html`<span class="soft">not told</span>` : v.value}</td><td>${v.sources.map((s, n) => html`${n ? ", " : ""}<a href=${s.href}>${s.publisher}</a>`)}</td></tr>`))}</tbody></table></div></section>
      ${data.tolls.length > 0 && html`<section class="panel-card figure"><header><h2>The toll, as claimed</h2></header><ul>${data.tolls.map((t) => html`<li><a href=${t.href}>${t.summary}</a> <span class="soft">— ${t.claimant}</span></li>`)}</ul></section>`}
      <section class="figure"><header><h2>Members</h2>${frame.value?.can_write && html`<div class="buttons"><button type="button" class="button" disabled=${chosen.length !== 2} onClick=${() => judge("not_same")}>Not the same…</button><button type="button" class="button" disabled=${chosen.length !== 2} onClick=${() => judge("same")}>The same…</button><span class="soft small">choose two members</span></div>`}<p role="status">${said}</p></header>
        <ol class="facts-list">${data.members.map((m) => html`<${Fact} key=${m.id} fact=${m} on=${chosen.includes(m.id)} extra=${html`<p class="soft small">${m.reasons.length ? "Linked because: " + m.reasons.join("; ") : ""}${m.score !== null ? ` (${Number(m.score).toFixed(2)})` : ""}</p>
          ${frame.value?.can_write && html`<label class="small"><input type="checkbox" checked=${chosen.includes(m.id)} onChange=${() => pick(m.id)} /> choose</label>`}`} />`)}</ol></section></div></div>`;
}
