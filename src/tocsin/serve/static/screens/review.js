// Review: the least certain events first; accept, correct, reject by keyboard. Words are corrected by selecting them in the text.
import {ask, count, frame, html, params, query, refreshed, Trouble, useAnswer, useEffect, useState, useTitle} from "../lib.js";

const SLOTS = [["actor", "who", "who"], ["recipient", "to whom", "whom"], ["place", "where", "place"], ["when", "when", "when"]];

export function Screen() {
  useTitle("Review");
  const wanted = params.value.get("fact");
  const {data, problem, busy} = useAnswer("/review.json" + query({fact: wanted}));
  const [at, setAt] = useState(0);
  const [fields, set] = useState(/** @type {Record<string, string>} */ ({}));
  const [slot, setSlot] = useState("");
  const [said, say] = useState("");
  const fact = data?.items[Math.min(at, data.items.length - 1)];
  useEffect(() => { set({}); setSlot(""); }, [fact?.id]);
  const judge = async (verdict) => {
    if (!fact) return;
    try {
      await ask("/api/v1/judgements", {fact: fact.id, verdict, fields: verdict === "correct" ? fields : null});
      say({confirm: "Accepted.", correct: "Corrected.", reject: "Rejected.", unsure: "Left as unsure."}[verdict] ?? "");
      refreshed.value++;
    } catch (error) { say(error.message); }
  };
  const select = () => {
    const words = String(getSelection()).trim();
    if (slot && words) { set({...fields, [slot]: words}); setSlot(""); getSelection()?.removeAllRanges(); }
  };
  useEffect(() => {
    const keys = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, .filters")) return;
      const act = {a: () => judge("confirm"), r: () => judge("reject"), u: () => judge("unsure"), c: () => Object.keys(fields).length && judge("correct"),
        j: () => setAt((n) => Math.min((data?.items.length ?? 1) - 1, n + 1)), k: () => setAt((n) => Math.max(0, n - 1)), Escape: () => { setSlot(""); set({}); },
        1: () => setSlot("actor"), 2: () => setSlot("recipient"), 3: () => setSlot("place"), 4: () => setSlot("when")}[event.key];
      if (act) { event.preventDefault(); act(); }
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  });
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  return html`<div class=${"page" + (busy ? " loading" : "")}><header><h1>Review</h1><p class="lede">${data ? `${count(data.left, "event")} to look at under this filter, the least certain first; ${count(data.done, "judgement")} so far. What you decide outlives re-coding.` : ""}</p>
    <p class="keys"><kbd>a</kbd> accept · <kbd>r</kbd> reject · <kbd>u</kbd> unsure · <kbd>1</kbd>–<kbd>4</kbd> choose a slot, then select words · <kbd>c</kbd> save the correction · <kbd>j</kbd> <kbd>k</kbd> next, previous</p></header>
    ${data && !fact && html`<div class="empty">Nothing is left to review here.</div>`}
    ${fact && html`<div class="review"><section aria-label="Event"><p class="buttons"><span class="tag">${[fact.event_type, fact.mode].filter(Boolean).join(" · ")}</span><span class=${"tag " + fact.factuality}>${fact.factuality}</span>
        <span class="soft small">confidence <span class="meter"><i style=${{width: `${fact.confidence * 100}%`}}></i></span> ${fact.confidence.toFixed(2)} · rule ${fact.rule}</span></p>
      <h2 dir="auto">${fact.summary}</h2>
      <p class="soft small"><a href=${fact.href}>${[fact.report.publisher, fact.report.title].filter(Boolean).join(", ") || "report"}</a></p>
      <div class="context" dir="auto" onMouseUp=${select} onKeyUp=${(e) => { if (e.key === "Enter") select(); }}>${fact.context.map((s) => s.m.length ? html`<span class=${s.m.map((m) => "m-" + m).join(" ")}>${s.t}</span>` : s.t)}</div>
      ${slot && html`<p role="status" class="soft">Select the words for “${SLOTS.find(([s]) => s === slot)?.[1]}” above.</p>`}
      <dl class="slots">${SLOTS.map(([name, label, mark], n) => html`<dt>${label}</dt><dd>${fields[name] ? html`<b>${fields[name]}</b>` : html`<span>${value(fact, name)}</span>`} <button type="button" class="button quiet" aria-pressed=${slot === name} onClick=${() => setSlot(name)}>change <span class="hidden-text">${label}</span> <kbd>${n + 1}</kbd></button></dd>`)}
        <dt>act</dt><dd><select aria-label="act" value=${fields.event_type ?? fact.event_type} onChange=${(e) => set({...fields, event_type: e.currentTarget.value})}>${frame.value?.types.map((t) => html`<option key=${t.name} value=${t.name}>${t.name} — ${t.gloss}</option>`)}</select></dd>
        <dt>mode</dt><dd><select aria-label="mode" value=${fields.mode ?? fact.mode ?? ""} onChange=${(e) => set({...fields, mode: e.currentTarget.value})}><option value="">none</option>${frame.value?.types.find((t) => t.name === (fields.event_type ?? fact.event_type))?.modes.map((m) => html`<option key=${m} value=${m}>${m}</option>`)}</select></dd>
        <dt>told as</dt><dd><select aria-label="told as" value=${fields.factuality ?? fact.factuality} onChange=${(e) => set({...fields, factuality: e.currentTarget.value})}>${frame.value?.factuality.map((f) => html`<option key=${f} value=${f}>${f}</option>`)}</select></dd></dl>
      <div class="buttons"><button type="button" class="button main" onClick=${() => judge("confirm")}>Accept</button><button type="button" class="button" disabled=${!Object.keys(fields).length} onClick=${() => judge("correct")}>Save correction</button>
        <button type="button" class="button" onClick=${() => judge("reject")}>Reject</button><button type="button" class="button quiet" onClick=${() => judge("unsure")}>Unsure</button><span role="status" class="soft">${said}</span></div>
      ${fact.history.length > 0 && html`<section><h2 class="label">History</h2><ul>${fact.history.map((h) => html`<li class="small">${h.at.slice(0, 10)} ${h.author}: ${h.verdict} ${h.reason ?? ""} ${Object.keys(h.fields).join(", ")}</li>`)}</ul></section>`}</section>
      <aside aria-label="Queue"><h2 class="label">Queue</h2><ol class="queue">${data.items.map((f, i) => html`<li key=${f.id}><button type="button" aria-current=${f.id === fact.id} onClick=${() => setAt(i)}><span>${f.summary}</span><span class="soft">${f.event_type} · ${f.confidence.toFixed(2)}</span></button></li>`)}</ol></aside></div>`}</div>`;
}

function value(fact, slot) {
  if (slot === "actor" || slot === "recipient") {
    const list = slot === "actor" ? fact.actors : fact.recipients;
    return list.length ? list.map((a) => a.name ?? a.text).join(", ") : html`<span class="soft">${fact.unresolved[slot] ?? "nobody named"}</span>`;
  }
  if (slot === "place") return fact.place ? `${fact.place.name ?? fact.place.text} (${fact.place.precision})` : html`<span class="soft">${fact.unresolved.place ?? "not told"}</span>`;
  return fact.when ? `${fact.when.start ?? ""}${fact.when.end && fact.when.end !== fact.when.start ? " – " + fact.when.end : ""} ${fact.when.text ? `“${fact.when.text}”` : ""}` : html`<span class="soft">${fact.unresolved.when ?? "not told"}</span>`;
}
