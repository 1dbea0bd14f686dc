// Review: the least certain facts first; accept, correct, reject by keyboard. Words are corrected by choosing them in the text.
import {ask, count, frame, html, params, place, query, refreshed, Trouble, useAnswer, useEffect, useMemo, useRef, useState, useTitle} from "../lib.js";

const KINDS = [["event", "Events"], ["statement", "Statements"], ["toll", "Tolls"], ["position", "Positions"]];
const SAID = {confirm: "Accepted.", correct: "Corrected.", reject: "Rejected.", unsure: "Left as unsure."};

export function Screen() {
  useTitle("Review");
  const kind = params.value.get("kind") ?? "event";
  const {data, problem, busy} = useAnswer("/review.json" + query({fact: params.value.get("fact"), kind}));
  const [at, setAt] = useState(0);
  const [fields, set] = useState(/** @type {Record<string, string>} */ ({}));
  const [slot, setSlot] = useState("");
  const [said, say] = useState("");
  const fact = data?.items[Math.min(at, data.items.length - 1)];
  useEffect(() => { set({}); setSlot(""); }, [fact?.id]);
  useEffect(() => setAt(0), [kind]);
  const worded = fact?.slots.filter((s) => s.by === "words") ?? [];
  const judge = async (verdict) => {
    if (!fact || verdict === "correct" && !Object.keys(fields).length) return;
    try {
      await ask("/api/v1/judgements", {fact: fact.id, verdict, fields: verdict === "correct" ? fields : null});
      say(SAID[verdict]);
      refreshed.value++;
    } catch (error) { say(error.message); }
  };
  const take = (words) => { set({...fields, [slot]: words}); setSlot(""); };
  useEffect(() => {
    const keys = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, .filters")) return;
      const act = {a: () => judge("confirm"), r: () => judge("reject"), u: () => judge("unsure"), c: () => judge("correct"),
        j: () => setAt((n) => Math.min((data?.items.length ?? 1) - 1, n + 1)), k: () => setAt((n) => Math.max(0, n - 1)), Escape: () => { setSlot(""); set({}); }}[event.key]
        ?? (worded[+event.key - 1] && (() => setSlot(worded[+event.key - 1].name)));
      if (act) { event.preventDefault(); act(); }
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  });
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  const can = frame.value?.can_write !== false;
  return html`<div class=${"page" + (busy ? " loading" : "")}><header><h1>Review</h1>
    <p class="lede">${data ? `${count(data.left, kind)} to look at under this filter, the least certain first; ${count(data.done, "judgement")} so far. What you decide outlives re-coding.` : ""} <a href="/api/v1/labels" download>Labelled data</a></p>
    <nav class="tabs" aria-label="Kinds of facts">${KINDS.map(([key, name]) => html`<a key=${key} href=${place.value.path + query({kind: key})} aria-current=${kind === key ? "page" : undefined}>${name}</a>`)}</nav>
    <p class="keys"><kbd>a</kbd> accept · <kbd>r</kbd> reject · <kbd>u</kbd> unsure · <kbd>1</kbd>–<kbd>${worded.length || 5}</kbd> choose a slot, then its words with the mouse or <kbd>←</kbd> <kbd>→</kbd>, more of them with <kbd>Shift</kbd>, <kbd>Enter</kbd> takes them, <kbd>Del</kbd> empties the slot · <kbd>c</kbd> save the correction · <kbd>j</kbd> <kbd>k</kbd> next, previous</p></header>
    ${data && !fact && html`<div class="empty">Nothing is left to review here.</div>`}
    ${fact && html`<div class="review"><section aria-label=${kind}><p class="buttons"><span class="tag">${[fact.event_type ?? fact.stance ?? fact.form, fact.mode].filter(Boolean).join(" · ") || kind}</span>${fact.factuality && html`<span class=${"tag " + fact.factuality}>${fact.factuality}</span>`}
        ${fact.review !== "unreviewed" && html`<span class=${"tag " + fact.review}>${fact.review}</span>`}
        ${fact.confidence !== undefined && html`<span class="soft small">confidence <span class="meter"><i style=${{width: `${fact.confidence * 100}%`}}></i></span> ${fact.confidence.toFixed(2)} · rule ${fact.rule}</span>`}</p>
      <h2 dir="auto">${fact.summary}</h2>
      <p class="soft small"><a href=${fact.href}>${[fact.report.publisher, fact.report.title].filter(Boolean).join(", ") || "report"}</a></p>
      <${Context} key=${fact.id} segments=${fact.context} slot=${slot} take=${take} />
      ${slot && html`<p role="status" class="soft">Choose the words for “${worded.find((s) => s.name === slot)?.label}” above.</p>`}
      <dl class="slots">${fact.slots.map((s) => html`<${Slot} key=${s.name} slot=${s} number=${worded.indexOf(s) + 1} value=${fields[s.name]} type=${fields.event_type ?? fact.event_type} open=${slot === s.name} choose=${() => setSlot(s.name)} put=${(value) => set({...fields, [s.name]: value})} />`)}</dl>
      <div class="buttons"><button type="button" class="button main" disabled=${!can} onClick=${() => judge("confirm")}>Accept</button><button type="button" class="button" disabled=${!can || !Object.keys(fields).length} onClick=${() => judge("correct")}>Save correction</button>
        <button type="button" class="button" disabled=${!can} onClick=${() => judge("reject")}>Reject</button><button type="button" class="button quiet" disabled=${!can} onClick=${() => judge("unsure")}>Unsure</button><span role="status" class="soft">${said}</span></div>
      ${fact.history.length > 0 && html`<section><h2 class="label">History</h2><ul>${fact.history.map((h) => html`<li class="small">${h.at.slice(0, 10)} ${h.author}: ${h.verdict}${h.reason ? `, “${h.reason}”` : ""} ${Object.entries(h.fields).map(([name, value]) => `${name} → ${value || "nothing"}`).join("; ")}</li>`)}</ul></section>`}</section>
      <aside aria-label="Queue"><h2 class="label">Queue</h2><ol class="queue">${data.items.map((f, i) => html`<li key=${f.id}><button type="button" aria-current=${f.id === fact.id} onClick=${() => setAt(i)}><span>${f.summary}</span><span class="soft">${[f.event_type ?? f.kind, f.confidence?.toFixed(2)].filter(Boolean).join(" · ")}</span></button></li>`)}</ol></aside></div>`}</div>`;
}

/** One slot: words are chosen in the text, the rest from a list or written. */
function Slot({slot, number, value, type, open, choose, put}) {
  const shown = value === undefined ? slot.value : value;
  if (slot.by === "list") {
    const types = frame.value?.types ?? [], modes = types.find((t) => t.name === type)?.modes;
    const options = slot.name === "mode" && modes ? ["", ...modes] : slot.options;
    return html`<dt>${slot.label}</dt><dd><select aria-label=${slot.label} value=${shown} onChange=${(e) => put(e.currentTarget.value)}>${options.map((o) => html`<option key=${o} value=${o}>${o ? [o, slot.name === "event_type" ? types.find((t) => t.name === o)?.gloss : ""].filter(Boolean).join(" — ") : "none"}</option>`)}</select></dd>`;
  }
  if (slot.by === "number") return html`<dt>${slot.label}</dt><dd><input type="number" min="0" aria-label=${slot.label} placeholder="open" value=${shown} onInput=${(e) => put(e.currentTarget.value)} /></dd>`;
  return html`<dt>${slot.label}</dt><dd>${value !== undefined ? html`<b dir="auto">${value || "nothing"}</b>` : slot.value ? html`<span dir="auto">${slot.value}</span>` : html`<span class="soft">${slot.why || "not told"}</span>`}
    <button type="button" class="button quiet" aria-pressed=${open} onClick=${choose}>change <span class="hidden-text">${slot.label}</span> <kbd>${number}</kbd></button></dd>`;
}

/** The paragraph; words are chosen with the mouse, or with the arrow keys, which move a range of whole words. */
function Context({segments, slot, take}) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const words = useMemo(() => {
    const text = segments.map((s) => s.t).join("");
    return [...text.matchAll(/[\p{L}\p{N}][^\s]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu)].map((m) => [m.index, m.index + m[0].length]);
  }, [segments]);
  const start = useMemo(() => {
    let offset = 0;
    for (const s of segments) { if (s.m.length) break; offset += s.t.length; }
    return Math.max(0, words.findIndex(([from]) => from >= offset));
  }, [segments]);
  const [range, set] = useState([start, start]);
  useEffect(() => { set([start, start]); if (slot) holder.current?.focus(); }, [slot]);
  const text = segments.map((s) => s.t).join("");
  const chosen = slot && words.length ? [words[Math.min(...range)][0], words[Math.max(...range)][1]] : null;
  const keys = (event) => {
    if (!slot) return;
    const step = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10}[event.key];
    if (step) {
      const to = Math.max(0, Math.min(words.length - 1, range[1] + step));
      set(event.shiftKey ? [range[0], to] : [to, to]);
    } else if (event.key === "Enter" && chosen) take(text.slice(...chosen));
    else if (event.key === "Delete" || event.key === "Backspace") take("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const mouse = () => {
    const picked = String(getSelection()).trim();
    if (slot && picked) { take(picked); getSelection()?.removeAllRanges(); }
  };
  let offset = 0;
  return html`<div class="context" dir="auto" ref=${holder} tabindex="0" role="group" aria-label="The paragraph it stands in" onMouseUp=${mouse} onKeyDown=${keys}>${segments.map((s) => {
    const from = offset, to = offset += s.t.length, classes = s.m.map((m) => "m-" + m).join(" ");
    const cuts = chosen ? [from, ...chosen.filter((c) => c > from && c < to), to] : [from, to];
    return cuts.slice(1).map((end, i) => {
      const piece = text.slice(cuts[i], end), on = chosen && cuts[i] >= chosen[0] && end <= chosen[1];
      return classes || on ? html`<span class=${classes + (on ? " taking" : "")}>${piece}</span>` : piece;
    });
  })}</div><p class="hidden-text" aria-live="polite">${chosen ? text.slice(...chosen) : ""}</p>`;
}
