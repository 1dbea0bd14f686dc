// How far the record is filled, what people found right, and which runs stand behind it.
import {count, html, Table, Trouble, useAnswer, useTitle} from "../lib.js";

const percent = (part, whole) => whole ? `${Math.round(100 * part / whole)} %` : "—";

export function Screen() {
  useTitle("Quality");
  const {data, problem} = useAnswer("/quality.json");
  if (problem) return html`<div class="page"><${Trouble} problem=${problem} /></div>`;
  if (!data) return null;
  const judged = data.reviewed.filter((r) => r.right !== null);
  return html`<div class="page"><header><h1>Quality</h1><p class="lede">Figures of this record. How the coder does on public labelled sets is in the measured-quality page of the documentation; <code>tocsin evaluate</code> repeats it.</p></header>
    <div class="grid two"><section class="panel-card figure"><header><h2>Slots filled</h2><p>An empty slot is empty: nothing is guessed. ${count(data.totals.events, "event")}.</p></header>
        <${Table} head=${["Slot", "Filled", "Share"]} numbers=${[1, 2]} rows=${data.filled.map((f) => [f.slot, f.filled.toLocaleString("en"), percent(f.filled, f.total)])} /></section>
      <section class="panel-card figure"><header><h2>Confidence against judgement</h2><p>Does a higher confidence mean fewer mistakes? It fills as people review.</p></header>
        <${Table} head=${["Confidence", "Events", "Confirmed", "Wrong"]} numbers=${[1, 2, 3]} rows=${data.confidence.map((c) => [`${c.from.toFixed(1)} – ${(c.from + .1).toFixed(1)}`, c.count, c.confirmed, c.wrong])} /></section>
      <section class="panel-card figure"><header><h2>Judged by people</h2><p>${judged.length ? "Share of reviewed facts that were right as coded." : "Nobody has reviewed a fact yet."}</p></header>
        <${Table} head=${["Kind", "Type", "Facts", "Confirmed", "Corrected", "Rejected", "Right"]} numbers=${[2, 3, 4, 5, 6]} rows=${data.reviewed.map((r) => [r.kind, r.type, r.total, r.confirmed, r.corrected, r.rejected, r.right === null ? "—" : `${Math.round(100 * r.right)} %`])} /></section>
      <section class="panel-card figure"><header><h2>Runs</h2><p>What made the facts: the same run, the same answer.</p></header>
        <${Table} head=${["Run", "Coder", "Model", "Lexicon", "In force"]} numbers=${[4]} rows=${data.runs.map((r) => [r.id, r.coder, r.model, r.lexicon.slice(0, 15), r.current])} /></section></div></div>`;
}
