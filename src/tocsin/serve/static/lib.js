// What all modules share: the template tag, the address as state, the record's answers.
import {batch, computed, effect, h, htm, signal, useEffect, useLayoutEffect, useMemo, useRef, useState} from "./vendor/vendor.mjs";

export const html = htm.bind(h);
export {batch, computed, effect, signal, useEffect, useLayoutEffect, useMemo, useRef, useState};

/** The address: what is on screen and how it is narrowed. The URL is the only state worth keeping. */
export const place = signal({path: location.pathname, query: location.search});
addEventListener("popstate", () => { place.value = {path: location.pathname, query: location.search}; });

/** @param {string} href @param {boolean} [replace] */
export function go(href, replace = false) {
  const url = new URL(href, location.href);
  if (url.origin !== location.origin) return;
  if (replace) history.replaceState(null, "", url);
  else { history.pushState(null, "", url); if (url.pathname !== place.value.path) scrollTo(0, 0); }
  place.value = {path: url.pathname, query: url.search};
}

export const params = computed(() => new URLSearchParams(place.value.query));

/** The filter's own fields; everything else in the query (`kind`, `next`, `fact`) belongs to a screen. */
export const FIELDS = ["since", "until", "text", "type", "factuality", "party", "actor", "recipient", "claimant", "country", "place", "bbox",
  "located", "dated", "precision", "publisher", "review", "report", "incident", "confidence", "mode", "crisis"];

/** The query string of the filter alone. @param {Record<string, string | string[] | null>} [changes] @param {boolean} [keepRest] */
export function query(changes = {}, keepRest = false) {
  const next = new URLSearchParams();
  for (const [name, value] of params.value) if ((FIELDS.includes(name) || keepRest) && !(name in changes)) next.append(name, value);
  for (const [name, value] of Object.entries(changes)) for (const one of [value ?? []].flat()) if (one) next.append(name, one);
  const text = next.toString();
  return text ? "?" + text : "";
}

/** Narrows what is on screen. @param {Record<string, string | string[] | null>} changes */
export const narrow = (changes) => go(place.value.path + query({next: null, ...changes}, true));

/** @param {string} name @param {string} value */
export function toggle(name, value) {
  const now = params.value.getAll(name);
  narrow({[name]: now.includes(value) ? now.filter((v) => v !== value) : [...now, value]});
}

export class Problem extends Error {
  /** @param {{title?: string, detail?: string, status?: number}} body */
  constructor(body) { super(body.detail || body.title || "The desk did not answer."); this.status = body.status; }
}

/** @param {string} url @param {any} [body] @param {AbortSignal} [signal] */
export async function ask(url, body, signal) {
  const text = JSON.stringify(body);  // what is small is sent although the page is left: a judgement just made is kept
  const options = body === undefined ? {} : {method: "POST", headers: {"content-type": "application/json"}, body: text, keepalive: text.length < 20_000};
  let response;
  try { response = await fetch(url, {...options, signal}); } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem({detail: "The desk does not answer. Is `tocsin serve` still running?"});
  }
  const answer = await response.json().catch((error) => {
    if (signal?.aborted || response.ok) throw signal?.aborted ? error : new Problem({detail: "The desk's answer broke off. Try again."});
    return {};  // a refusal without words; half an answer is none
  });
  if (!response.ok) throw new Problem({...answer, status: response.status});
  return answer;
}

export const refreshed = signal(0);

/** The record's answer to `url`; the last answer stays on screen until the new one is there. @param {string | null} url */
export function useAnswer(url) {
  const [state, set] = useState({data: null, problem: null, busy: true, url: ""});
  const stamp = useRef(-1);
  useEffect(() => {
    if (!url) return undefined;
    const asked = refreshed.value;
    if (url === state.url && stamp.current === asked && state.data) {
      if (state.busy) set((old) => ({...old, busy: false}));
      return undefined;
    }
    const stop = new AbortController();
    set((old) => ({...old, busy: true}));
    ask(url, undefined, stop.signal).then((data) => { if (stop.signal.aborted) return; stamp.current = asked; set({data, problem: null, busy: false, url}); },
      (problem) => { if (!stop.signal.aborted) set({data: null, problem, busy: false, url}); });
    return () => stop.abort();
  }, [url, refreshed.value]);
  return state;
}

/** Whether an element is on screen or about to be: within a screen's height of it; on paper everything is. */
export function useNear() {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [near, set] = useState(false);
  useEffect(() => {
    if (!ref.current) return undefined;
    // A busy page tells several changes at once, oldest first: only the last one holds now.
    const watch = new IntersectionObserver((told) => set(told[told.length - 1].isIntersecting), {rootMargin: "60% 0px"});
    const all = () => set(true);
    watch.observe(ref.current);
    addEventListener("beforeprint", all);
    return () => { watch.disconnect(); removeEventListener("beforeprint", all); };
  }, []);
  return /** @type {const} */ ([ref, near]);
}

/** Prints the screen once all its figures are there. */
export async function printWhole() {
  dispatchEvent(new Event("beforeprint"));
  for (let tries = 0; tries < 100; tries++) {
    await new Promise((done) => setTimeout(done, 100));
    if (!document.querySelector("[aria-busy=true], .loading")) break;
  }
  print();
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/** `2020-09-27` → `27 September 2020`. @param {string | null | undefined} iso @param {boolean} [short] */
export function day(iso, short = false) {
  if (!iso) return "";
  const [year, month, date] = iso.split("-").map(Number);
  return `${date} ${short ? MONTHS[month - 1].slice(0, 3) : MONTHS[month - 1]} ${year}`;
}
/** @param {string} start @param {string} end */
export const days = (start, end) => !start ? "" : start === end || !end ? day(start) : `${day(start, true)} – ${day(end, true)}`;
/** @param {number} number @param {string} one @param {string} [many] */
export const count = (number, one, many = one + "s") => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

export function Trouble({problem}) {
  return html`<div class="problem" role="alert"><b>${problem.status ? `Not possible (${problem.status})` : "Not possible"}</b><p>${problem.message}</p></div>`;
}

/** A figure with what it counts, and the table behind it. */
export function Figure({title, note, id, table, children, className = ""}) {
  const [asTable, set] = useState(false);
  return html`<section class=${"figure panel-card " + className} id=${id} aria-labelledby=${id + "-title"}>
    <header><h2 id=${id + "-title"}>${title}</h2>
      ${table && html`<button type="button" class="button quiet" aria-pressed=${asTable} onClick=${() => set(!asTable)}>${asTable ? "Show the chart" : "Show as table"}</button>`}
      ${note && html`<p>${note}</p>`}</header>
    ${asTable ? html`<${Table} ...${table} label=${title + " as a table"} />` : children}</section>`;
}

/** @param {{head: string[], rows: any[][], numbers?: number[], label?: string}} props */
export function Table({head, rows, numbers = [], label = head.join(", ")}) {
  return html`<div class="table-wrap" tabindex="0" role="region" aria-label=${label}><table><thead><tr>${head.map((name, i) => html`<th scope="col" class=${numbers.includes(i) ? "num" : ""}>${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${numbers.includes(i) ? "num" : ""}>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

export const frame = signal(/** @type {any} */ (null));
/** @param {string} title */
export function useTitle(title) { useEffect(() => { document.title = title ? `${title} — Tocsin` : "Tocsin"; }, [title]); }

/** The width of an element in pixels, kept up to date. */
export function useWidth() {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, set] = useState(0);
  useLayoutEffect(() => {
    if (!ref.current) return undefined;
    const watch = new ResizeObserver(([entry]) => set(Math.round(entry.contentRect.width)));
    watch.observe(ref.current);
    set(ref.current.clientWidth);
    return () => watch.disconnect();
  }, []);
  return /** @type {const} */ ([ref, width]);
}
