// The shell: rail, filter bar, and the screen that the address names.
import {Fragment, render} from "./vendor/vendor.mjs";
import {ask, frame, go, html, place, Problem, query, Trouble, useEffect, useState} from "./lib.js";
import {FilterBar} from "./filterbar.js";

const SCREENS = [
  {path: "/", name: "Crises", module: "home"}, {path: "/situation", name: "Situation", module: "situation", bar: "event"},
  {path: "/search", name: "Search", module: "search", bar: "kind"}, {path: "/reports", name: "Reports", module: "reports"},
  {path: "/incidents", name: "Incidents", module: "incidents", bar: "event"}, {path: "/review", name: "Review", module: "review", bar: "kind"},
  {path: "/paste", name: "Code a text", module: "paste"}, {path: "/sources", name: "Sources", module: "sources"},
  {path: "/quality", name: "Quality", module: "quality"}, {path: "/lexicon", name: "Lexicon", module: "lexicon"}, {path: "/alarms", name: "Alarms", module: "alarms"},
  {path: "/reference", name: "API", module: "reference"}];

function route(path) {
  const exact = SCREENS.find((screen) => screen.path === path);
  if (exact) return {...exact, key: ""};
  const found = path.match(/^\/(reports|incidents)\/([^/]+)$/);
  if (found) return {path: "/" + found[1], name: "", module: found[1] === "reports" ? "report" : "incident", key: decodeURIComponent(found[2])};
  return null;
}

function App() {
  const here = route(place.value.path);
  const [screen, set] = useState(/** @type {any} */ (null));
  const [problem, trouble] = useState(null);
  useEffect(() => {
    if (!here) return;
    let still = true;
    import(`./screens/${here.module}.js`).then((module) => { if (still) set({module: here.module, Screen: module.Screen}); }, () => trouble(new Problem({detail: "This screen could not be loaded."})));
    return () => { still = false; };
  }, [here?.module]);
  const kind = here?.bar === "kind" ? new URLSearchParams(place.value.query).get("kind") ?? "event" : here?.bar;
  return html`<a class="skip" href="#main">To the content</a><div class="shell"><${Rail} here=${here} />
    <div class="main">${kind && html`<${FilterBar} kind=${kind} />`}
      <main id="main" tabindex="-1">${problem ? html`<${Trouble} problem=${problem} />`
        : !here ? html`<div class="page"><header><h1>There is no such screen</h1></header><a href="/">To the crises</a></div>`
        : screen?.module === here.module ? html`<${screen.Screen} id=${here.key} key=${here.module + here.key} />` : null}</main></div></div>`;
}

function Rail({here}) {
  const groups = [[0, 7], [7, 12]];
  const [theme, set] = useState(localStorage.getItem("tocsin.theme") ?? "");
  const turn = () => {
    const next = {"": "dark", dark: "light", light: ""}[theme] ?? "";
    localStorage.setItem("tocsin.theme", next);
    set(next);
    dress(next);
  };
  const kept = ["/situation", "/search", "/incidents", "/review"];
  return html`<nav class="rail" aria-label="Screens"><a class="mark" href="/"><img src=${new URL("./icon.svg", import.meta.url).href} alt="" />Tocsin</a>
    <div class="lists">${groups.map(([from, to]) => html`<ul key=${from}>${SCREENS.slice(from, to).map((s) => html`<li key=${s.path}><a href=${s.path + (kept.includes(s.path) && kept.includes(here?.path ?? "") ? query() : "")}
      aria-current=${here?.path === s.path ? "page" : undefined}>${s.name}</a></li>`)}</ul>`)}</div>
    <div class="foot"><span>${frame.value ? `${frame.value.totals.reports.toLocaleString("en")} reports, ${frame.value.totals.events.toLocaleString("en")} events` : ""}</span>
      <span>Machine coding; a person has the last word.</span>
      <button type="button" class="button quiet" onClick=${turn}>${{"": "Light and dark by system", dark: "Dark", light: "Light"}[theme]}</button></div></nav>`;
}

function dress(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

document.addEventListener("click", (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement || link instanceof SVGAElement) || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const href = link.getAttribute("href") ?? "";
  if (!href.startsWith("/") || link.hasAttribute("download") || /\.(json|atom)(\?|$)/.test(href) || href.startsWith("/api/")) return;
  event.preventDefault();
  for (const menu of document.querySelectorAll(".filters details[open]")) /** @type {HTMLDetailsElement} */ (menu).open = false;
  go(href);
});

dress(localStorage.getItem("tocsin.theme") ?? "");
ask("/frame.json").then((answer) => { frame.value = answer; }, () => {});
render(html`<${Fragment}><${App} /><//>`, /** @type {HTMLElement} */ (document.getElementById("app")));
