// The reader: words and cards point at each other; offsets were settled by the server, which sends the text in segments.
import {ask, frame, go, html, refreshed, useEffect, useLayoutEffect, useMemo, useRef, useState} from "./lib.js";

const REST = {"e:act": "e", "s:said": "s", "t:count": "t", "p:place": "p", "d:when": "d"};
const LABELS = {who: "who", whom: "to whom", place: "where", when: "when", source: "source", cue: "cue"};

/** @param {{view: any, header?: any, footer?: any, onChoose?: (id: string | null) => void}} props */
export function Reader({view, header, footer, onChoose}) {
  const [chosen, choose] = useState(view.focus ?? null);
  const [peek, setPeek] = useState(/** @type {string | null} */ (null));
  const [hidden, hide] = useState(/** @type {string[]} */ ([]));
  const [open, setOpen] = useState(/** @type {string[]} */ ([]));
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  const cards = useMemo(() => view.cards.filter((c) => !hidden.includes(c.key[0])), [view, hidden]);
  const visible = useMemo(() => new Set(cards.map((c) => c.key)), [cards]);

  const pick = (key, {text = true, list = true} = {}) => {
    choose(key);
    onChoose?.(view.cards.find((c) => c.key === key)?.id ?? null);
    if (!key) return;
    requestAnimationFrame(() => {
      if (list) root.current?.querySelector(`[data-card="${key}"]`)?.scrollIntoView({block: "nearest"});
      if (text) root.current?.querySelector(`[data-m~="${key}:act"], [data-m~="${key}:said"], [data-m~="${key}:count"], [data-m~="${key}:clause"], [data-m^="${key}:"], [data-m*=" ${key}:"]`)?.scrollIntoView({block: "center"});
    });
  };
  useLayoutEffect(() => { if (view.focus) pick(view.focus); }, [view]);
  useEffect(() => {
    const keys = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
      const step = {j: 1, k: -1, ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (step && cards.length) {
        const at = cards.findIndex((c) => c.key === chosen);
        const next = cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : (at + step + cards.length) % cards.length].key;
        pick(next);
        event.preventDefault();
      } else if ((event.key === "Enter" || event.key === "w") && chosen && !event.target.closest?.("button, a, summary")) {
        setOpen((now) => now.includes(chosen) ? now.filter((k) => k !== chosen) : [...now, chosen]);
      } else if (event.key === "Escape" && chosen) pick(null);
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, [cards, chosen]);

  const shown = peek ?? chosen;
  const factAt = (marks) => {
    const facts = [...new Set(marks.map(([fact]) => fact))].filter((f) => visible.has(f));
    return facts.length ? facts[(facts.indexOf(chosen) + 1) % facts.length] : null;
  };
  const hover = (event) => {
    if (event.pointerType !== "mouse") return;
    const word = event.target.closest("[data-m]"), card = event.target.closest("[data-card]");
    if (card) setPeek(card.dataset.card);
    else if (word) {
      const facts = word.dataset.m.split(" ").map((m) => m.split(":")[0]).filter((f) => visible.has(f));
      setPeek(facts.includes(chosen) ? chosen : facts[0] ?? null);
    } else setPeek(null);
  };
  return html`<div class="reader" ref=${root} onPointerOver=${hover} onPointerLeave=${() => setPeek(null)}>
    <section class="report" aria-label="Report" tabindex="0">${header}
      <div class=${"text" + (shown && visible.has(shown) ? (shown === chosen ? " picking" : " peeking") : "")} dir="auto"
        onClick=${(event) => { const word = event.target.closest("[data-m]"); if (word) pick(factAt(word.dataset.m.split(" ").map((m) => m.split(":"))), {text: false}); else if (!String(getSelection())) pick(null); }}>
        <${Text} paragraphs=${view.paragraphs} shown=${shown} visible=${visible} /></div>${footer}</section>
    <section class="facts" aria-label="Facts" tabindex="0">
      <${Chips} view=${view} hidden=${hidden} hide=${hide} />
      <p class="keys"><kbd>j</kbd> <kbd>k</kbd> next and previous fact · <kbd>Enter</kbd> why · <kbd>Esc</kbd> clear</p>
      ${!view.cards.length && html`<div class="empty">No fact was found in this report.</div>`}
      ${view.groups.map(({letter, name}) => {
        const inside = cards.filter((c) => c.key[0] === letter);
        return inside.length ? html`<section class="group" key=${letter}><h2 class="label">${name}</h2><ol>${inside.map((card) => html`<${Card} key=${card.key} card=${card} on=${chosen === card.key}
          peek=${peek === card.key} open=${open.includes(card.key)} saved=${view.saved} pick=${pick} toggle=${() => setOpen((now) => now.includes(card.key) ? now.filter((k) => k !== card.key) : [...now, card.key])} />`)}</ol></section>` : null;
      })}
      ${view.unresolved.length > 0 && html`<section class="open-points"><h2 class="label">What the report leaves open</h2><ul>${view.unresolved.map((line) => html`<li>${line}</li>`)}</ul></section>`}
      <p class="run">Machine coding. ${view.run.coder} · lexicon ${view.run.lexicon.slice(0, 19)} · ${view.run.model} · settings ${view.run.settings.slice(0, 19)}</p>
    </section></div>`;
}

function Chips({view, hidden, hide}) {
  return html`<div class="chips" role="group" aria-label="Kinds of facts">${view.groups.map(({letter, name}) => {
    const number = view.cards.filter((c) => c.key[0] === letter).length;
    return number ? html`<button type="button" key=${letter} class=${"chip k-" + letter} aria-pressed=${!hidden.includes(letter)}
      onClick=${() => hide(hidden.includes(letter) ? hidden.filter((x) => x !== letter) : [...hidden, letter])}>${name}<b>${number}</b></button>` : null;
  })}</div>`;
}

function Text({paragraphs, shown, visible}) {
  let label = "";
  const ends = new Map();
  return paragraphs.map((segments, n) => html`<p key=${n} dir="auto">${segments.map((segment, i) => {
    if (!segment.m) { ends.clear(); return segment.t; }
    const classes = new Set(segment.m.filter(([fact]) => visible.has(fact)).map(([fact, slot]) => REST[fact[0] + ":" + slot]).filter(Boolean));
    const mine = shown && visible.has(shown) ? segment.m.filter(([fact]) => fact === shown) : [];
    label = "";
    if (mine.length) {
      classes.add("on").add("k-" + shown[0]);
      for (const [, slot] of mine) classes.add("on-" + slot);
      if (!"pd".includes(shown[0])) label = mine.map(([, slot]) => LABELS[slot]).filter((name, at) => name && ends.get(mine[at][1]) !== i - 1).join(" · ");
    }
    for (const [, slot] of mine) ends.set(slot, i);
    return html`<span key=${i} class=${[...classes].join(" ")} data-m=${segment.m.map((m) => m.join(":")).join(" ")} data-label=${label || undefined}>${segment.t}</span>`;
  })}</p>`);
}

function Card({card, on, peek, open, saved, pick, toggle}) {
  const click = (event) => {
    const to = event.target.closest("a.to");
    if (to) { event.preventDefault(); pick(to.dataset.to); return; }
    if (event.target.closest("button, a, .why dl")) return;
    pick(on ? null : card.key, {list: false});
  };
  return html`<li class=${`card k-${card.key[0]}${on ? " on" : ""}${peek ? " peek" : ""}`} data-card=${card.key} tabindex="0" onClick=${click}
    onKeyDown=${(event) => { if (event.key === " " && event.target === event.currentTarget) { event.preventDefault(); pick(on ? null : card.key); } }}>
    <p class="labels">${card.labels.map((l) => html`<span>${l}</span>`)}${card.review && card.review !== "unreviewed" && html`<span class=${"tag " + card.review}>${card.review}</span>`}${card.how && html`<span class=${"how tag " + card.how}>${card.how}</span>`}</p>
    <p class="headline" dir="auto">${card.headline}</p>
    ${card.quote && !"pd".includes(card.key[0]) && (card.key[0] === "s" || on) && html`<p class="quote" dir="auto">${card.quote}</p>`}
    <div class="why"><button type="button" aria-expanded=${open} onClick=${toggle}>${open ? "▾" : "▸"} Why?</button>
      ${open && html`<dl>${card.why.map(([name, value]) => html`<dt>${name}</dt><dd dangerouslySetInnerHTML=${{__html: value}}></dd>`)}</dl>
        ${card.key[0] === "e" && html`<${Rejected} card=${card} />`}`}</div>
    ${on && saved && card.id && frame.value?.can_write && html`<${Acts} card=${card} />`}</li>`;
}

/** What else the words could have been: read again by the server, entry by entry. */
function Rejected({card}) {
  const [answer, set] = useState(/** @type {any} */ (null));
  const look = () => ask("/explain.json", {text: card.quote}).then(set, (problem) => set({problem}));
  if (!answer) return html`<button type="button" class="button quiet small" onClick=${look}>Which other readings were rejected?</button>`;
  if (answer.problem) return html`<p class="soft">${answer.problem.message}</p>`;
  if (!answer.rejected.length) return html`<p class="soft">No other entry of the lexicon begins with these words.</p>`;
  return html`<ul class="open-points">${answer.rejected.map((r) => html`<li><code>${r.entry}</code> — ${r.reason}</li>`)}</ul>`;
}

function Acts({card}) {
  const judge = (verdict) => ask("/api/v1/judgements", {fact: card.id, verdict}).then(() => { refreshed.value++; }, (problem) => alert(problem.message));
  return html`<div class="acts"><button type="button" class="button" onClick=${() => judge("confirm")}>Accept</button>
    <button type="button" class="button" onClick=${() => judge("reject")}>Reject</button>
    <button type="button" class="button" onClick=${() => go("/review?fact=" + card.id)}>Correct…</button></div>`;
}
