// The lexicon: search frames, and try a new one on the newest reports before keeping it.
import {ask, count, frame, html, narrow, params, place, Trouble, useAnswer, useState, useTitle} from "../lib.js";

const SAMPLE = `type = "ACCUSE"

[[frame]]
id = "mine.decry"
mode = "disapprove"
verbs = ["decry"]
examples = [{text = "France decried the attack."}]
`;

export function Screen() {
  useTitle("Lexicon");
  const text = params.value.get("text") ?? "", type = params.value.get("type") ?? "";
  const [start, begin] = useState({id: "", toml: SAMPLE});
  const change = (id) => ask(`/lexicon.json?frame=${encodeURIComponent(id)}`).then((answer) => { begin(answer); scrollTo(0, 0); });
  const {data, problem, busy} = useAnswer(`/lexicon.json?text=${encodeURIComponent(text)}&type=${encodeURIComponent(type)}`);
  return html`<div class=${"page" + (busy ? " loading" : "")}><header><h1>Lexicon</h1><p class="lede">What the coder knows, entry by entry. A folder of your own comes on top of it.</p></header>
    <div class="grid"><${Try} start=${start} key=${start.id} />
    <section class="figure"><header><h2>Frames</h2></header><form class="buttons" role="search" onSubmit=${(e) => { e.preventDefault(); narrow({text: e.currentTarget.text.value}); }}>
      <input type="search" name="text" aria-label="Words of a wording or example" placeholder="shell, ceasefire, …" value=${text} /><select aria-label="Act" value=${type} onChange=${(e) => narrow({type: e.currentTarget.value})}><option value="">all acts</option>${frame.value?.types.map((t) => html`<option key=${t.name} value=${t.name}>${t.name}</option>`)}</select><button class="button">Search</button><span class="soft">${data ? count(data.total, "frame") : ""}</span></form>
      ${problem && html`<${Trouble} problem=${problem} />`}
      <ol>${data?.frames.map((f) => html`<li key=${f.id} class="route"><details><summary><b>${f.id}</b> <span class="tag">${[f.type ?? "operator", f.mode].filter(Boolean).join(" · ")}</span> <span class="soft small">${heads(f)}</span></summary>
        <div class="grid two small"><div><h3>Wordings</h3><ul>${f.wordings.map((w) => html`<li><code>${w.text}</code> <span class="soft">${w.kind}</span></li>`)}</ul></div><div><h3>Examples</h3><ul class="serif">${f.examples.map((e) => html`<li>${e}</li>`)}</ul>${f.not_examples.length > 0 && html`<h3>Not this</h3><ul class="serif">${f.not_examples.map((e) => html`<li>${e}</li>`)}</ul>`}<p class="soft">${f.where}</p><button type="button" class="button" onClick=${() => change(f.id)}>Try a change of ${f.id}</button></div></div></details></li>`)}</ol></section></div></div>`;
}

/** The first words of the wordings, without their conditions. */
function heads(frame) {
  const words = [...new Set(frame.wordings.map((w) => w.text.split(" ")[0].replaceAll("|", ", ")))].filter((w) => /^[a-z]/.test(w));
  return words.slice(0, 6).join(", ") + (words.length > 6 ? ", …" : "");
}

function Try({start}) {
  const [toml, set] = useState(start.toml);
  const [answer, show] = useState(/** @type {any} */ (null));
  const [busy, wait] = useState(false);
  const send = async (event) => {
    event.preventDefault();
    wait(true);
    try { show(await ask("/lexicon.json", {toml})); } catch (problem) { show({problem}); }
    wait(false);
  };
  const gone = answer?.changes?.filter((c) => c.how === "gone").length ?? 0;
  return html`<details class="panel-card" open=${!!start.id}><summary><h2>${start.id ? `Try a change of ${start.id}` : "Try a frame on the record"}</h2></summary><form class="grid" onSubmit=${send}><p class="soft">Frames as in a lexicon file; one with the id of a shipped frame takes its place. Reports that hold one of their words are read again with and without them; nothing is kept.</p>
    <label class="field">Frames<textarea rows="14" spellcheck="false" value=${toml} onInput=${(e) => set(e.currentTarget.value)}></textarea></label><div class="buttons"><button class="button main" disabled=${busy}>${busy ? "Reading…" : "Try"}</button></div>
    ${answer?.problem && html`<${Trouble} problem=${answer.problem} />`}
    ${answer?.changes && html`<div role="status"><p>${answer.changes.length ? `${count(answer.changes.length, "event")} would change (${answer.changes.length - gone} new, ${gone} gone)` : "Nothing would change"} in ${count(answer.reports, "report")} read again${answer.holding > answer.reports ? `, the newest of ${answer.holding} that hold one of the words` : ""}.${answer.replaced.length ? ` In place of ${answer.replaced.join(", ")}.` : ""}</p>
      <ol class="facts-list">${answer.changes.map((c) => html`<li><span class="date">${c.how}</span><div><a class="summary" href=${c.href}>${c.summary}</a> <span class="tag">${c.type}</span><p><q>${c.quote}</q></p></div><div class="side">${c.report}</div></li>`)}</ol></div>`}</form></details>`;
}
