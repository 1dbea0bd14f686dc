// Paste a text or an address and see its account at once; nothing is saved unless asked.
import {ask, frame, go, html, Trouble, useState, useTitle} from "../lib.js";
import {Reader} from "../reader.js";
import {Credits} from "./report.js";

const EMPTY = {text: "", url: "", published: "", title: "", publisher: ""};

export function Screen() {
  useTitle("Code a text");
  const [form, set] = useState(EMPTY);
  const [view, show] = useState(/** @type {any} */ (null));
  const [problem, trouble] = useState(null);
  const [busy, wait] = useState(false);
  const given = Object.fromEntries(Object.entries(form).filter(([, value]) => value.trim()));
  const send = async (event) => {
    event?.preventDefault();
    wait(true);
    trouble(null);
    try { show(await ask("/paste.json", given)); } catch (error) { trouble(error); }
    wait(false);
  };
  const keep = () => ask("/api/v1/reports", given).then((answer) => go(answer.href), trouble);
  const field = (name) => ({name, value: form[name], onInput: (event) => set({...form, [name]: event.currentTarget.value})});
  if (view) return html`<${Reader} view=${view} footer=${html`<${Credits} view=${view} />`} header=${html`<header>
    <div class="buttons"><button type="button" class="button" onClick=${() => show(null)}>← Another text</button>
      ${frame.value?.can_write && html`<button type="button" class="button main" onClick=${keep}>Keep in the record</button>`}<span class="soft small">Not saved.</span></div>
    ${problem && html`<${Trouble} problem=${problem} />`}
    <h1 dir="auto">${view.report.title ?? "Pasted text"}</h1></header>`} />`;
  return html`<div class="page"><header><h1>Code a text</h1><p class="lede">Paste a news report, or give the address of a page. Its account appears at once: who did what to whom, who said what, and the words each fact rests on. Nothing is saved.</p></header>
    <form class="paste-form" onSubmit=${send} onKeyDown=${(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event); }}>
      <label class="field">Report<textarea dir="auto" ...${field("text")} placeholder="GANZAK, July 3 - …" disabled=${!!form.url}></textarea></label>
      <label class="field">or the address of a page<input type="url" ...${field("url")} placeholder="https://" disabled=${!!form.text} /></label>
      <div class="row"><label class="field">Headline<input type="text" ...${field("title")} /></label><label class="field">Publisher<input type="text" ...${field("publisher")} /></label>
        <label class="field">Day of publication<input type="date" ...${field("published")} /></label></div>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <div class="buttons"><button class="button main" disabled=${busy || (!form.text.trim() && !form.url.trim())}>${busy ? "Reading…" : "Code it"}</button><span class="soft small"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span></div>
    </form></div>`;
}
