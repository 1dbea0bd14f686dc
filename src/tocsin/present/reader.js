// The reader's behaviour: words and cards point at each other, facts are filtered, the chosen fact is the address.
"use strict";
(() => {
  const REST = {"e:act": "e", "s:said": "s", "t:count": "t", "p:place": "p", "d:when": "d"};
  const LABELS = {who: "who", whom: "to whom", place: "where", when: "when", source: "source", cue: "cue"};
  const OTHER = {"t:whom": "whom", "o:whom": "towards"};
  const words = new Map(); // fact -> [{node, slot}]
  for (const node of document.querySelectorAll("[data-m]")) {
    node.marks = node.dataset.m.split(" ").map((mark) => mark.split(":"));
    for (const [fact, slot] of node.marks) {
      if (!words.has(fact)) words.set(fact, []);
      words.get(fact).push({node, slot});
    }
  }
  const cards = new Map([...document.querySelectorAll(".card")].map((card) => [card.id, card]));
  const narrow = matchMedia("(max-width: 820px)");
  const kindOf = (fact) => fact.split("-")[1][0];
  let chosen = null, shown = null;

  // `dim` fades the rest of the text: for a chosen fact, not for one that the mouse only passes over.
  function paint(fact, dim = fact === chosen) {
    if (shown === fact) return;
    for (const node of document.querySelectorAll(".text .on")) {
      for (const name of [...node.classList]) if (/^(on|on-.*|k-.)$/.test(name)) node.classList.remove(name);
      delete node.dataset.label;
    }
    for (const text of document.querySelectorAll(".text")) text.classList.remove("picking", "peeking");
    shown = fact;
    if (!fact || !words.has(fact)) return;
    const ends = new Map(); // slot -> the last piece of the stretch it is in
    let label = null; // the node that carries the latest label
    for (const {node, slot} of words.get(fact)) {
      node.closest(".text").classList.add(dim ? "picking" : "peeking");
      node.classList.add("on", "on-" + slot, "k-" + kindOf(fact));
      const goesOn = ends.get(slot)?.nextSibling === node;
      ends.set(slot, node);
      if (!LABELS[slot] || goesOn || "pd".includes(kindOf(fact))) continue;
      const near = label && (label === node || (label.nextSibling === node && label.textContent.length < 9));
      const name = OTHER[kindOf(fact) + ":" + slot] || LABELS[slot];
      if (near) label.dataset.label += " · " + name;
      else (label = node).dataset.label = name;
    }
  }

  function visible(fact) {
    const card = cards.get(fact);
    return card && !card.hidden && !card.closest(".group").hidden;
  }

  function choose(fact, {text = true, list = true} = {}) {
    if (chosen && cards.has(chosen)) cards.get(chosen).classList.remove("on");
    chosen = fact && cards.has(fact) ? fact : null;
    paint(chosen);
    if (!chosen) {
      history.replaceState(null, "", current() ? "#" + current().id : location.pathname + location.search);
      return;
    }
    const card = cards.get(chosen);
    report(card.closest("article").id);
    card.classList.add("on");
    history.replaceState(null, "", "#" + chosen);
    if (list && !narrow.matches) card.scrollIntoView({block: "nearest"});
    const first = (words.get(chosen) || []).find(({slot}) => slot !== "source");
    if (text && first) first.node.scrollIntoView({block: narrow.matches ? "start" : "nearest"});
  }

  const articles = [...document.querySelectorAll("article")];
  const current = () => articles.find((article) => !article.hidden);
  function report(id) {
    for (const article of articles) article.hidden = articles.length > 1 && article.id !== id;
    for (const link of document.querySelectorAll("[data-report]")) link.setAttribute("aria-current", String(link.dataset.report === id));
  }

  function refilter(article) {
    const off = (name) => new Set([...article.querySelectorAll(`.chip[data-${name}][aria-pressed=false]`)].map((chip) => chip.dataset[name]));
    const kinds = off("kind"), hows = off("how");
    for (const group of article.querySelectorAll(".group")) group.hidden = kinds.has(group.dataset.kind);
    for (const card of article.querySelectorAll(".card")) card.hidden = hows.has(card.dataset.how);
    for (const node of article.querySelectorAll("[data-m]")) {
      const classes = node.marks.filter(([fact]) => visible(fact)).map(([fact, slot]) => REST[kindOf(fact) + ":" + slot]);
      for (const name of Object.values(REST)) node.classList.toggle(name, classes.includes(name));
    }
    if (chosen && !visible(chosen)) choose(null);
  }

  function factAt(node) {
    // The shortest visible mark first; a second click on the same words goes on to the next one.
    const facts = [...new Set(node.marks.map(([fact]) => fact))].filter(visible);
    return facts.length ? facts[(facts.indexOf(chosen) + 1) % facts.length] : null;
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const chip = target.closest(".chip");
    if (chip) {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      return refilter(chip.closest("article"));
    }
    const link = target.closest("[data-report]");
    if (link) {
      event.preventDefault();
      choose(null);
      report(link.dataset.report);
      history.replaceState(null, "", "#" + link.dataset.report);
      return scrollTo(0, 0);
    }
    const to = target.closest(".to");
    if (to) {
      event.preventDefault();
      return choose(to.closest("article").id + "-" + to.dataset.to);
    }
    const card = target.closest(".card");
    if (card) {
      if (!target.closest("details, a")) choose(chosen === card.id ? null : card.id, {list: false});
      return;
    }
    const word = target.closest("[data-m]");
    if (word) return choose(factAt(word), {text: false});
    if (target.closest(".text, main") && !String(getSelection())) choose(null);
  });

  document.addEventListener("mouseover", (event) => {
    if (!matchMedia("(hover: hover)").matches) return;
    for (const card of document.querySelectorAll(".peek")) card.classList.remove("peek");
    const card = event.target.closest(".card"), word = event.target.closest("[data-m]");
    if (card) return paint(card.id);
    if (word) {
      const facts = word.marks.map(([fact]) => fact).filter(visible);
      const fact = facts.includes(chosen) ? chosen : facts[0];
      for (const [other] of word.marks) if (cards.has(other)) cards.get(other).classList.add("peek");
      return paint(fact || chosen);
    }
    paint(chosen);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const step = {j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1}[event.key];
    if (step) {
      const facts = [...current().querySelectorAll(".card")].map((card) => card.id).filter(visible);
      if (!facts.length) return;
      const at = facts.indexOf(chosen);
      choose(facts[at < 0 ? (step > 0 ? 0 : facts.length - 1) : (at + step + facts.length) % facts.length]);
      event.preventDefault();
    } else if (event.key === "Enter" && chosen && !event.target.closest("button, a, summary")) {
      const details = cards.get(chosen).querySelector("details");
      if (details) details.open = !details.open;
      cards.get(chosen).scrollIntoView({block: "nearest"});
    } else if (event.key === "Escape") {
      choose(null);
    }
  });

  function follow() {
    const name = location.hash.slice(1);
    if (cards.has(name)) choose(name);
    else if (document.getElementById(name)?.matches("article")) report(name);
    else report(articles[0]?.id);
  }
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => { for (const details of document.querySelectorAll("details")) details.open = true; });
  follow();
})();
