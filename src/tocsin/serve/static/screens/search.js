// Facts of one kind that pass the filter, page by page; the same rows go into the export.
import {count, day, go, html, params, place, query, Trouble, useAnswer, useEffect, useRef, useState, useTitle} from "../lib.js";

const KINDS = [["event", "Events"], ["statement", "Statements"], ["toll", "Tolls"], ["position", "Positions"]];

export function Screen() {
  useTitle("Search");
  const kind = params.value.get("kind") ?? "event", next = params.value.get("next");
  const {data, problem, busy} = useAnswer("/search.json" + query({kind, next}));
  const [at, setAt] = useState(-1);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => setAt(-1), [data]);
  useEffect(() => {
    const keys = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, details")) return;
      const step = {j: 1, k: -1}[event.key];
      if (step && data?.items.length) setAt((now) => { const to = Math.max(0, Math.min(data.items.length - 1, now + step)); list.current?.children[to]?.scrollIntoView({block: "nearest"}); return to; });
      else if (event.key === "Enter" && at >= 0 && !event.target.closest?.("a, button")) go(data.items[at].href);
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, [data, at]);
  return html`<div class=${"page" + (busy ? " loading" : "")}><header><h1>Search</h1></header>
    <nav class="tabs" aria-label="Kinds of facts">${KINDS.map(([key, name]) => html`<a key=${key} href=${place.value.path + query({kind: key})} aria-current=${kind === key ? "page" : undefined}>${name}<b class="soft">${data?.counts[key].toLocaleString("en") ?? ""}</b></a>`)}</nav>
    ${problem && html`<${Trouble} problem=${problem} />`}
    ${data && !data.items.length && html`<div class="empty"><p>Nothing passes this filter.</p><a class="button" href="/search">Clear it</a></div>`}
    <ol class="facts-list" ref=${list}>${data?.items.map((f, i) => html`<${Fact} key=${f.id} fact=${f} on=${i === at} />`)}</ol>
    <div class="buttons">${next && html`<a class="button" href=${place.value.path + query({kind})}>Back to the first page</a>`}${data?.next && html`<a class="button" href=${place.value.path + query({kind, next: data.next})}>Older ${kind}s →</a>`}</div></div>`;
}

export function Fact({fact, on = false, extra = null}) {
  return html`<li class=${(fact.group ? "g-" + fact.group : "") + (on ? " on" : "")}>
    <span class="date">${day(fact.day, true) || "no date"}${fact.dated_by === "report" && html`<small>day of the report</small>`}</span>
    <div><a class="summary" dir="auto" href=${fact.href}>${fact.summary}</a> ${fact.event_type && html`<span class="tag">${[fact.event_type, fact.mode].filter(Boolean).join(" · ")}</span>`}<p><q dir="auto">${fact.quote}</q></p>${extra}</div>
    <div class="side"><span>${fact.report.publisher ?? "unnamed source"}</span>${fact.factuality && html`<span class=${"tag " + fact.factuality}>${fact.factuality}</span>`}${fact.review !== "unreviewed" && html`<span class=${"tag " + fact.review}>${fact.review}</span>`}
      ${fact.incident && html`<a href=${"/incidents/" + encodeURIComponent(fact.incident)}>incident</a>`}</div></li>`;
}

export const summed = (number) => count(number, "fact");
