"""The desk in a real browser without a network: each screen's main act by mouse and by keyboard, accessibility, hostile text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from headless import screen

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
SCREENS = (
    "/",
    "/situation",
    "/search",
    "/reports",
    "/paste",
    "/incidents",
    "/review",
    "/quality",
    "/sources",
    "/lexicon?text=shell",
    "/alarms",
    "/reference",
)

pytestmark = pytest.mark.timeout(240)


class Page:
    """A browser at a desk: waits, clicks and keys in few words."""

    def __init__(self, browser: Any, base: str) -> None:
        from selenium.webdriver.common.by import By
        from selenium.webdriver.common.keys import Keys
        from selenium.webdriver.support.ui import WebDriverWait

        self.browser, self.base, self.keys, self._by = browser, base, Keys, By
        self._wait = WebDriverWait(browser, 40)

    def open(self, path: str, ready: str = "main h1") -> None:
        """Opens a screen and waits until `ready` is there."""
        self.browser.get(self.base + path)
        self.one(ready)

    def show(self, part: str) -> None:
        """Scrolls to a figure of the crisis screen until it is drawn; figures far below are not asked for before."""
        found = f"document.querySelector('[data-part={part}]')"
        self.one(f"[data-part={part}]")
        try:
            self.until(f"(e => (e.scrollIntoView({{block: 'center'}}), !!e.querySelector('section')))({found})")
        except Exception as error:
            shown = self.browser.execute_script(f"return {found}.outerHTML.slice(0, 400)")
            pytest.fail(f"the figure {part} was not drawn ({type(error).__name__}); there stands {shown}, told {self.browser.get_log('browser')}")

    def one(self, css: str) -> Any:
        """The first element, waited for."""
        return self._wait.until(lambda b: next(iter(b.find_elements(self._by.CSS_SELECTOR, css)), None))

    def all(self, css: str) -> list[Any]:
        """All elements now."""
        return list(self.browser.find_elements(self._by.CSS_SELECTOR, css))

    def until(self, script: str) -> Any:
        """Waits until a script returns something true."""
        return self._wait.until(lambda b: b.execute_script("return " + script))

    def press(self, *keys: str) -> None:
        """Keys to whatever has the focus."""
        from selenium.webdriver import ActionChains

        ActionChains(self.browser).send_keys(*keys).perform()

    @property
    def path(self) -> str:
        """Path and query of the address."""
        parts = urlsplit(self.browser.current_url)
        return parts.path + ("?" + parts.query if parts.query else "")


@pytest.fixture
def page(browser: Any, served: str) -> Page:
    """A page on the running desk, at rest."""
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get_log("browser")
    return Page(browser, served)


def test_no_screen_asks_anybody_else_or_complains(page: Page, served: str) -> None:
    """Every request goes to the desk, nothing is refused by the policy, no error reaches the console."""
    for path in SCREENS:
        page.open(path)
        page.until("document.fonts.ready.then(() => true)")
    page.open("/situation")
    for part in ("map", "network", "tolls", "positions", "board"):
        page.show(part)
        page.until(f"!document.querySelector('[data-part={part}] [aria-busy=true]')")
    asked = set()
    for entry in page.browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            asked.add(message["params"]["request"]["url"])
    outside = {u for u in asked if not u.startswith((served, "data:", "about:", "blob:" + served))}
    assert not outside
    assert any(u.endswith("countries-50m.json") for u in asked)
    complaints = [e["message"] for e in page.browser.get_log("browser") if e["level"] in ("SEVERE", "WARNING")]
    assert not complaints


def test_figures_come_on_a_busy_page(page: Page) -> None:
    """A page with much to do is told at once that a figure was far and is near: it is drawn all the same."""
    late = """const Watch = window.IntersectionObserver; window.IntersectionObserver = class extends Watch {
        constructor(tell, options) { super((told, who) => tell([{isIntersecting: false}, ...told], who), options); } };"""
    script = page.browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": late})
    try:
        page.open("/situation")
        for part in ("map", "network", "tolls", "positions", "board"):
            page.show(part)
    finally:
        page.browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def test_half_an_answer_is_none(page: Page) -> None:
    """A request that is stopped while its answer arrives gives no empty answer for a figure to draw: it fails."""
    page.open("/alarms")
    page.browser.set_script_timeout(20)
    asked = """const done = arguments[0], own = [...document.querySelectorAll("script[type=module]")].map(s => s.src).find(s => s.endsWith("app.js"));
        window.fetch = async () => ({ok: true, json: () => Promise.reject(new DOMException("stopped", "AbortError"))});
        const stop = new AbortController(); %s
        import(own.replace("app.js", "lib.js")).then(m => m.ask("/x", undefined, stop.signal)).then(() => done("an answer"), e => done(e.name + ": " + e.message));"""
    assert page.browser.execute_async_script(asked % "stop.abort();") == "AbortError: stopped"
    assert "broke off" in page.browser.execute_async_script(asked % "")


def test_reader_by_keyboard(page: Page) -> None:
    """j goes to the first fact, Enter opens why, the address names the fact, Escape clears."""
    page.open("/reports", ".story")
    page.one(".story").click()
    page.one(".card")
    page.press("j")
    page.one(".card.on")
    assert "fact=" in page.path
    page.one(".text .on")
    page.press(page.keys.ENTER)
    page.one(".card.on .why dl")
    first = page.one(".card.on").get_attribute("data-card")
    page.press("j")
    page.until(f"document.querySelector('.card.on').dataset.card !== '{first}'")
    page.press("k")
    page.until(f"document.querySelector('.card.on').dataset.card === '{first}'")
    page.press(page.keys.ESCAPE)
    page.until("!document.querySelector('.card.on')")


def test_reader_by_mouse_both_ways(page: Page) -> None:
    """A click on words chooses their card, a click on a card lights its words, hovering peeks."""
    from selenium.webdriver import ActionChains

    page.open("/reports", ".story")
    page.one(".story").click()
    page.one(".text .e").click()
    page.one(".card.on")
    page.one(".text.picking .on")
    page.press(page.keys.ESCAPE)
    toll = page.one(".card.k-t")
    page.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", toll)
    ActionChains(page.browser).move_to_element(toll.find_element("css selector", ".headline")).perform()
    page.one(".text.peeking .on-count")
    toll.find_element("css selector", ".headline").click()
    page.one(".text.picking .on-count")


def test_fact_in_the_address_is_chosen_on_arrival(page: Page) -> None:
    """A link to a fact opens its report with the fact chosen."""
    page.open("/search?type=ASSAULT", ".facts-list .summary")
    page.one(".facts-list .summary").click()
    page.one(".card.on")
    page.one(".text.picking .on")


def test_paste_shows_an_account_and_saves_nothing(page: Page) -> None:
    """Text in, Ctrl+Enter, facts out; the number of reports stays."""
    page.open("/paste", "textarea")
    before = page.browser.execute_async_script(
        "fetch('/frame.json').then(r => r.json()).then(f => arguments[0](f.totals.reports))"
    )
    page.one("textarea").send_keys(
        "GANZAK, July 3 - Armenian forces shelled Tartar on Friday, killing at least two civilians. France urged both sides to halt the fighting."
    )
    page.one("textarea").send_keys(page.keys.CONTROL, page.keys.ENTER)
    page.one(".card.k-e")
    page.one(".card.k-t")
    assert "Not saved" in page.one("main").text
    after = page.browser.execute_async_script(
        "fetch('/frame.json').then(r => r.json()).then(f => arguments[0](f.totals.reports))"
    )
    assert before == after


def test_filter_bar_is_the_address(page: Page) -> None:
    """A facet narrows, shows in the address and as a chip; going back takes it away; counts agree."""
    page.open("/search", ".facts-list li")
    page.until("document.querySelector('.filters .count b')")
    whole = int(page.one(".filters .count b").text.replace(",", ""))
    menu = next(m for m in page.all(".filters summary") if m.text.startswith("Act"))
    menu.click()
    page.one('.filters input[value="ASSAULT"]').click()
    page.until("location.search.includes('type=ASSAULT')")
    page.until(f"+document.querySelector('.filters .count b').textContent.replace(',', '') < {whole}")
    shown = page.one(".tabs a[aria-current] b").text
    page.until(f"document.querySelector('.filters .count b').textContent === '{shown}'")
    assert page.one(".chosen button").text.startswith("act")
    page.browser.back()
    page.until("!location.search.includes('type=')")
    page.until(f"+document.querySelector('.filters .count b').textContent.replace(',', '') === {whole}")


def test_timeline_brush_by_mouse_and_keyboard(page: Page) -> None:
    """Dragging over the timeline and the arrow keys both narrow the time."""
    from selenium.webdriver import ActionChains

    page.open("/situation", "svg.timeline .bars rect")
    chart = page.one("svg.timeline")
    ActionChains(page.browser).move_to_element_with_offset(chart, -100, -20).click_and_hold().move_by_offset(
        260, 0
    ).release().perform()
    page.until("location.search.includes('since=')")
    page.open("/situation", "svg.timeline .bars rect")
    page.browser.execute_script("document.querySelector('svg.timeline').focus()")
    page.press(page.keys.ARROW_RIGHT)
    page.one("svg.timeline .brush")
    page.press(page.keys.ENTER)
    page.until("location.search.includes('until=')")


def test_situation_figures_have_tables(page: Page) -> None:
    """Map, network, timeline and tolls each show the same as a table; the map says what it leaves out."""
    page.open("/situation")
    page.show("map")
    page.one(".map .pin")
    assert "not on the map" in page.one("#map").text
    for name in ("timeline", "map", "network", "tolls"):
        page.show(name)
        page.one(f"#{name} header button")
        page.browser.execute_script(f"document.querySelector('#{name} header button').click()")
        page.one(f"#{name} table tbody tr")
    page.open("/situation")
    page.show("network")
    page.one("#network .edge")
    page.browser.execute_script(
        "document.querySelector('#network a').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    )
    page.until("location.pathname === '/search'")
    page.one(".facts-list li")


def test_claims_against_each_other_stand_together(page: Page) -> None:
    """On the statement board what others say against a statement stands under it, and leads to its words."""
    page.open("/situation")
    page.show("board")
    counter = page.one("#board .said.counter")
    assert "Against this" in counter.text
    page.browser.execute_script("arguments[0].click()", counter)
    page.one(".card.on")


def test_review_by_keyboard(page: Page) -> None:
    """a accepts the first, r rejects the next; both leave the queue and are counted."""
    page.open("/review", ".review h2")
    left = int(page.one(".lede").text.split()[0].replace(",", ""))
    page.press("a")
    page.until(f"+document.querySelector('.lede').textContent.split(' ')[0].replace(',', '') === {left - 1}")
    page.press("r")
    page.until(f"+document.querySelector('.lede').textContent.split(' ')[0].replace(',', '') === {left - 2}")
    page.open("/search?review=confirmed", ".facts-list .tag.confirmed")


def test_review_corrects_by_selecting_words(page: Page) -> None:
    """Choose a slot, select words in the text, save: the correction names these words."""
    page.open("/review?type=ASSAULT", ".review .context")
    page.press("3")
    words = page.browser.execute_script(
        "const node = document.querySelector('.context').firstChild.firstChild || document.querySelector('.context').firstChild;"
        "const range = document.createRange(); range.setStart(node, 0); range.setEnd(node, Math.min(6, node.length));"
        "getSelection().removeAllRanges(); getSelection().addRange(range);"
        "document.querySelector('.context').dispatchEvent(new MouseEvent('mouseup', {bubbles: true})); return range.toString().trim()"
    )
    page.until(f"document.querySelector('.slots b')?.textContent === {json.dumps(words)}")
    page.press("c")
    page.until("document.querySelector('.review .buttons [role=status]')?.textContent === 'Corrected.'")
    page.open("/search?review=corrected", ".facts-list .tag.corrected")


def test_review_corrects_by_keyboard_alone(page: Page) -> None:
    """A slot by its number, words by the arrow keys, more with Shift, Enter takes them, c saves; tolls take numbers."""
    page.open("/review?type=ASSAULT", ".review .context")
    page.press("1")
    page.one(".context .taking")
    page.press(page.keys.ARROW_UP, page.keys.ARROW_UP)
    first = page.one(".context .taking").text
    page.one(".context").send_keys(page.keys.SHIFT + page.keys.ARROW_RIGHT)
    page.until("[...document.querySelectorAll('.context .taking')].map(x => x.textContent).join('').includes(' ')")
    words = page.browser.execute_script("return [...document.querySelectorAll('.context .taking')].map(x => x.textContent).join('')")
    assert words.startswith(first)
    page.press(page.keys.ENTER)
    page.until(f"document.querySelector('.slots b')?.textContent === {json.dumps(words)}")
    summary = page.one(".review h2").text
    page.press("c")
    page.until(f"document.querySelector('.review h2').textContent !== {json.dumps(summary)}")
    page.open("/review?kind=toll", ".review .context")
    page.one('.slots input[aria-label="at least"]').send_keys("7")
    page.one(".review .buttons .button:not(.main)").click()
    page.until("document.querySelector('.review .buttons [role=status]')?.textContent === 'Corrected.'")


def test_incident_screen_compares_members(page: Page) -> None:
    """The list leads to an incident with its merged values and its reports side by side."""
    page.open("/incidents", ".facts-list .summary")
    page.one(".facts-list .summary").click()
    page.one(".diff tbody tr")
    page.one(".members article")


def test_an_incident_is_split_with_a_reason(page: Page, served: str) -> None:
    """A member is chosen and split off; without a reason nothing is sent; afterwards it is gone from the incident."""
    import urllib.request

    found = json.load(urllib.request.urlopen(served + "/api/v1/incidents?limit=1"))["incidents"][0]
    page.open(found["href"], ".members article")
    before = len(page.all(".members article label"))
    assert before > 1
    page.one(".members article label").click()
    split = page.one(".judge .button")
    assert split.text.startswith("Split")
    split.click()
    page.one('.judge input[name="reason"]').send_keys("another day")
    page.press(page.keys.ENTER)
    page.until("document.querySelector('.judge [role=status]').textContent.startsWith('Kept')")
    for _ in range(40):
        page.open(found["href"], "main h1, .problem")
        page.until("document.querySelector('.members article, .problem')")
        if len(page.all(".members article label")) != before:
            break
    assert len(page.all(".members article label")) != before


def test_lexicon_trial_tells_what_would_change(page: Page) -> None:
    """A frame is tried on the record; a wrong one is told with its line."""
    page.open("/lexicon", "details.panel-card summary")
    page.one("details.panel-card summary").click()
    page.one("details.panel-card .button.main").click()
    page.one("details.panel-card [role=status]")
    page.open("/lexicon?text=shell", ".route summary")
    page.all(".route summary")[0].click()
    page.one(".route details[open] .button").click()
    page.until("document.querySelector('details.panel-card[open] textarea')?.value.includes('[[frame]]')")


def test_hostile_text_stays_text(page: Page) -> None:
    """Markup in text, title, publisher and address is shown, never run."""
    for path in ("/reports", "/search", "/situation", "/sources"):
        page.open(path)
        page.until("document.querySelector('main').textContent.length > 200")
        assert page.browser.execute_script("return window.hit") is None
    page.open("/reports", ".story")
    next(s for s in page.all(".story") if "onclick" in s.text).click()
    page.one(".card")
    assert "<img src=x" in page.one(".text").text
    assert not page.all(".text img, .text script, .text svg")
    assert not page.all('a[href^="javascript"]')
    for _ in range(12):
        page.press("j", page.keys.ENTER)
    assert page.browser.execute_script("return window.hit") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [*SCREENS, "report", "incident"])
def test_accessible(page: Page, path: str, theme: str) -> None:
    """axe finds nothing to complain about, in both themes."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: `npm ci` in web/")
    screen(page.browser, 1440, 1000, theme, ("prefers-reduced-motion", "reduce"))
    if path in ("report", "incident"):
        page.open(f"/{path}s", ".story, .facts-list .summary")
        page.one(".story, .facts-list .summary").click()
        page.one(".card, .diff")
        page.press("j")
    else:
        page.open(path)
        for part in ("map", "network", "tolls", "positions", "board") if path == "/situation" else ():
            page.show(part)
            page.until(f"!document.querySelector('[data-part={part}] [aria-busy=true]')")
        page.until("!document.querySelector('.loading')")
    page.browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = page.browser.execute_async_script(
        "axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(r => arguments[0](r.violations.map(v => "
        "`${v.id}: ${v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`)))"
    )
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_sticks_out(page: Page, width: int) -> None:
    """No screen is wider than the window."""
    screen(page.browser, width, 900)
    try:
        for path in SCREENS:
            page.open(path)
            page.until("!document.querySelector('.loading')")
            assert page.browser.execute_script("return document.documentElement.scrollWidth - innerWidth") <= 0, path
    finally:
        page.browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
