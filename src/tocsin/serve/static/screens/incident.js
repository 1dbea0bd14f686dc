// One incident: member reports side by side, agreement per field, and a person's word on what belongs together.
import {ask, count, day, days, frame, html, refreshed, Table, Trouble, useAnswer, useState, useTitle} from "../lib.js";

export function Screen({id}) {
  const {data, problem} = useAnswer(`/incidents/${encodeURIComponent(id)}.json`);
  const [chosen, choose] = useState(/** @type {string[]} */ ([]));
  useTitle(data?.title ?? "Incident");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  const pick = (fact) => choose(chosen.includes(fact) ? chosen.filter((f) => f !== fact) : [...chosen, fact]);
  const ids = [...new Set(data.members.map((m) => m.report.id))], reports = ids.map((r) => data.members.filter((m) => m.report.id === r));
  return html`<div class="page"><header><p class="crumb"><a href="/incidents">Incidents</a></p><h1>${data.title}</h1>
      <p class="lede">${days(data.first, data.last)} · ${count(data.reports, "report")}, ${count(data.voices, "independent voice")}</p></header>
    <div class="grid"><section class="panel-card figure"><header><h2>Merged record</h2><p>Each value follows a declared rule; nothing is averaged or guessed.</p></header>
      <${Table} head=${["Field", "Value", "Independent voices", "Rule"]} numbers=${[2]} rows=${data.merged.map((m) => [m.name, html`${m.value} ${m.disputed && html`<span class="tag rejected">disputed</span>`}`, m.sources, html`<span class="soft">${m.rule}</span>`])} /></section>
      <section class="panel-card figure"><header><h2>What they agree on</h2></header><div class="table-wrap" tabindex="0" role="region" aria-label="Agreement"><table class="diff"><thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Says</th></tr></thead><tbody>
      ${data.fields.map((f) => f.values.map((v, i) => html`<tr>${i === 0 && html`<th scope="row" rowspan=${f.values.length}>${f.name} <span class=${"tag " + (f.state === "differ" ? "rejected" : "")}>${f.state}</span></th>`}<td class=${f.state}>${v.value === "—" ? html`<span class="soft">not told</span>` : v.value}</td><td>${v.sources.map((s, n) => html`${n ? ", " : ""}<a href=${s.href}>${s.publisher}</a>`)}</td></tr>`))}</tbody></table></div></section>
      ${data.tolls.length > 0 && html`<section class="panel-card figure"><header><h2>The toll, as claimed</h2></header><ul>${data.tolls.map((t) => html`<li><a href=${t.href}>${t.summary}</a> <span class="soft">— ${t.claimant}</span></li>`)}</ul></section>`}
      <section class="figure"><header><h2>Reports side by side</h2></header>
        ${frame.value?.can_write && html`<${Judge} id=${id} chosen=${chosen} members=${data.members} done=${() => { choose([]); refreshed.value++; }} />`}
        <div class="members">${reports.map((members) => html`<section key=${members[0].report.id} class="panel-card" aria-label=${members[0].report.publisher ?? "report"}>
          <h3><a href=${"/reports/" + members[0].report.id}>${members[0].report.publisher ?? "Report"}</a> <span class="soft small">${day(members[0].report.published)}</span></h3>
          ${members.map((m) => html`<${Member} key=${m.id} member=${m} on=${chosen.includes(m.id)} pick=${pick} />`)}</section>`)}</div></section></div></div>`;
}

function Member({member, on, pick}) {
  return html`<article class=${(member.group ? "g-" + member.group : "") + (on ? " on" : "")}><p><a class="summary" dir="auto" href=${member.href}>${member.summary}</a> ${member.factuality && html`<span class=${"tag " + member.factuality}>${member.factuality}</span>`}</p>
    <p><q dir="auto">${member.quote}</q></p>
    <p class="soft small">${member.reasons.length ? "Linked because: " + member.reasons.join("; ") : ""}${member.score !== null ? ` (${Number(member.score).toFixed(2)})` : ""}</p>
    ${frame.value?.can_write && member.kind === "event" && html`<label class="small"><input type="checkbox" checked=${on} onChange=${() => pick(member.id)} /> choose</label>`}</article>`;
}

/** Split, merge, the same, not the same: each with its reason, appended to the record. */
function Judge({id, chosen, members, done}) {
  const [act, set] = useState("");
  const [reason, setReason] = useState("");
  const [other, setOther] = useState("");
  const [said, say] = useState("");
  const events = members.filter((m) => m.kind === "event").length;
  const ACTS = {split: "Split off…", merge: "Merge with…", not_same: "Not the same…", same: "The same…"};
  const fits = {split: chosen.length > 0 && chosen.length < events, merge: true, not_same: chosen.length === 2, same: chosen.length === 2};
  const send = async (event) => {
    event.preventDefault();
    try {
      if (act === "split") await ask(`/api/v1/incidents/${encodeURIComponent(id)}/split`, {facts: chosen, reason});
      else if (act === "merge") await ask(`/api/v1/incidents/${encodeURIComponent(id)}/merge`, {other: other.trim().split("/").pop(), reason});
      else await ask("/api/v1/judgements", {fact: chosen[0], other: chosen[1], verdict: act, reason});
      say("Kept. The record is being linked again.");
      set("");
      setReason("");
      done();
    } catch (error) { say(error.message); }
  };
  return html`<div class="judge"><div class="buttons">${Object.entries(ACTS).map(([key, name]) => html`<button type="button" key=${key} class="button" aria-expanded=${act === key} disabled=${!fits[key]} onClick=${() => { set(act === key ? "" : key); say(""); }}>${name}</button>`)}
      <span class="soft small">choose members to split them off, two to say whether they are the same</span></div>
    ${act && html`<form class="buttons" onSubmit=${send}>${act === "merge" && html`<label class="field">Id or address of the other incident<input type="text" name="other" required value=${other} onInput=${(e) => setOther(e.currentTarget.value)} /></label>`}
      <label class="field">Why<input type="text" name="reason" required value=${reason} onInput=${(e) => setReason(e.currentTarget.value)} /></label><button class="button main">Keep</button></form>`}
    <p role="status">${said}</p></div>`;
}
