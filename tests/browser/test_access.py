"""Who sees, points or listens in a way of their own finds every page usable; beyond axe's rules."""

import io
import re
from collections.abc import Iterator
from typing import Literal

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from browser.pages_to_try import LOCALES, TEMPLATES, address
from conftest import Served
from patientinfo.pages.blocks import claims_on
from patientinfo.site import Site

SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }
"""
"""What WCAG 1.4.12 lets readers set. For all elements: more than it asks for."""

CLIPPED = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const style = getComputedStyle(each);
  if (style.clipPath !== "none" || each.closest(".visually-hidden")) return false;
  const cut = (over, size, all) => over !== "visible" && over !== "auto" && all > size + 1;
  return cut(style.overflowX, each.clientWidth, each.scrollWidth)
    || cut(style.overflowY, each.clientHeight, each.scrollHeight);
}).map((each) => each.outerHTML.slice(0, 120))"""

OVERLAPPING = """() => {
  const blocks = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    if (!node.data.trim() || node.parentElement.closest("svg")) continue;
    let block = node.parentElement;
    if (!block.checkVisibility({ visibilityProperty: true })) continue;
    let hidden = false;
    for (let up = block; up; up = up.parentElement) {
      hidden ||= getComputedStyle(up).clipPath !== "none";
    }
    if (hidden) continue;
    while (/^(inline|contents|ruby)/.test(getComputedStyle(block).display)) {
      block = block.parentElement;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (line.right > 0) (blocks.get(block) ?? blocks.set(block, []).get(block)).push(line);
    }
  }
  const found = [];
  const lines = [...blocks].flatMap(([block, all]) => all.map((line) => [block, line]));
  lines.sort((one, two) => one[1].top - two[1].top);
  lines.forEach(([block, line], at) => {
    for (let next = at + 1; next < lines.length && lines[next][1].top < line.bottom - 3; next++) {
      const [other, over] = lines[next];
      if (other === block || over.left >= line.right - 2 || over.right <= line.left + 2) continue;
      found.push(`${block.innerText.slice(0, 50)} | ${other.innerText.slice(0, 50)}`);
    }
  });
  return found;
}"""

SMALL = """() => [...document.querySelectorAll(
  "a[href], button, summary, select, input, [role=button]"
)].filter((each) => {
  if (!each.checkVisibility({ visibilityProperty: true })) return false;
  const box = (each.closest("label") ?? each).getBoundingClientRect();
  if (box.right <= 0 || (box.width >= 24 && box.height >= 24)) return false;
  const around = each.closest("p, li, dd, dt, td, th, caption, figcaption, legend, h2, h3");
  const inline = getComputedStyle(each).display === "inline";
  return !(inline && around && around.textContent.trim() !== each.textContent.trim());
}).map((each) => {
  const { width, height } = each.getBoundingClientRect();
  return `${Math.round(width)} x ${Math.round(height)}: ${each.outerHTML.slice(0, 120)}`;
})"""
"""Targets under 24 px that are no links inside a sentence: what is alone must be large enough."""

MOVING = """() => [...document.querySelectorAll("*")].flatMap((each) => {
  const style = getComputedStyle(each);
  const moves = document.getAnimations().length > 0 || style.animationName !== "none"
    || /[1-9]/.test(style.transitionDuration) || style.scrollBehavior === "smooth";
  return moves ? [each.outerHTML.slice(0, 120)] : [];
})"""

SCRIPTS = {
    "en": r"[A-Za-z]",
    "ka": r"[\u10A0-\u10FF\u1C90-\u1CBF]",
    "ru": r"[\u0400-\u04FF]",
    "ar": r"[\u0600-\u06FF]",
}
"""The letters each language is written in. Digits and marks belong to all."""

WORDS_OF_ALL = re.compile(
    r"\b(?:[A-Z][A-Z0-9-]*s?|mg|kg|cm|ml)\b|https?://\S+|\b[\w-]+(?:\.[\w-]+)+"
    r"|Bobath|Cochrane|Mardaleishvili( Medical Cent(re|er))?|JavaScript"
)
"""What every language may write in Latin letters: MRI, units, addresses, and names."""


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A phone; no policy, because readers' own styles come from outside the page."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    yield context.new_page()
    context.close()


def opened(page: Page, served: Served, path: str) -> None:
    page.goto(served.url + path)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("locale", LOCALES)
def test_readers_may_space_the_text_as_they_need(phone: Page, served: Served, locale: str) -> None:
    for template in TEMPLATES:
        path = address(locale, template)
        opened(phone, served, path)
        phone.add_style_tag(content=SPACING)
        width = phone.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{path}: {width} pixels wide"
        assert phone.evaluate(CLIPPED) == [], f"{path}: text is cut off"
        assert phone.evaluate(OVERLAPPING) == [], f"{path}: text lies over text"


@pytest.mark.parametrize("locale", LOCALES)
def test_whatever_can_be_pressed_is_large_enough_for_a_finger(
    phone: Page, served: Served, locale: str
) -> None:
    for template in TEMPLATES:
        path = address(locale, template)
        opened(phone, served, path)
        assert phone.evaluate(SMALL) == [], path


EDGE = """(element) =>
  getComputedStyle(element.closest(".contents, .notice") ?? element).borderBlockStartStyle"""
"""The line at the top of an element, or of the box that it opens."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_readers_own_colours_nothing_disappears(
    browser: Browser, served: Served, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, forced_colors="active", color_scheme=scheme
    )
    page = context.new_page()
    for template in TEMPLATES:
        path = address("en", template)
        page.goto(served.url + path)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
        counts = picture.histogram()
        paper = max(range(256), key=counts.__getitem__)
        ink = sum(count for level, count in enumerate(counts) if abs(level - paper) > 100)
        share = ink / sum(counts)
        assert 0.01 < share < 0.5, f"{path}: {share:.1%} of the picture is ink"
        for selector in (".evidence", ".admonition", "button", "input[type=text]", "summary"):
            for each in page.locator(f"{selector}:visible").all()[:3]:
                style = each.evaluate(EDGE)
                assert style != "none", f"{path}: {selector} has lost its edge"
    context.close()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves(
    browser: Browser, served: Served, motion: Literal["reduce", "no-preference"]
) -> None:
    context = browser.new_context(reduced_motion=motion)
    page = context.new_page()
    for template in TEMPLATES:
        page.goto(served.url + template)
        assert page.evaluate(MOVING) == [], template
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_headings_and_landmarks_tell_what_is_where(served: Served, locale: str) -> None:
    for template in TEMPLATES:
        path = address(locale, template)
        soup = parsed(served, path)
        shown = [each for each in soup.select("h1, h2, h3, h4, h5, h6") if is_shown(each)]
        levels = [int(each.name[1]) for each in shown]
        assert levels.count(1) == 1, f"{path}: {levels.count(1)} first headings"
        jumps = [
            heading.get_text(" ", strip=True)
            for before, heading in zip(levels, shown[1:], strict=False)
            if int(heading.name[1]) > before + 1
        ]
        assert jumps == [], f"{path}: a level is left out before these headings"
        assert all(each.get_text(strip=True) for each in shown), f"{path}: an empty heading"
        assert len(soup.select("main")) == len(soup.select("body header")) == 1, path
        names = [name_of(each, soup) for each in soup.select("nav, [role=search], section[id]")]
        navigation = [name_of(each, soup) for each in soup.select("nav")]
        assert all(navigation), f"{path}: a navigation without a name"
        assert len(navigation) == len(set(navigation)), f"{path}: {names}"


@pytest.mark.parametrize("locale", LOCALES)
def test_foreign_words_say_which_language_they_are_in(served: Served, locale: str) -> None:
    unmarked = set()
    for template in TEMPLATES:
        path = address(locale, template)
        soup = parsed(served, path)
        for link in soup.select("header nav a[href] span[lang]"):
            letters = SCRIPTS[str(link["lang"])]
            assert re.fullmatch(f"{letters}+", link.get_text(strip=True)), str(link)
        assert all(each.get("lang") for each in soup.select("article li > cite")), path
        for text in soup.body.find_all(string=True) if soup.body else ():
            if type(text) is not NavigableString or text.find_parent(["script", "style"]):
                continue
            around = text.find_parent(lang=True)
            language = str(around["lang"]) if around else ""
            rest = WORDS_OF_ALL.sub("", str(text))
            for other, letters in SCRIPTS.items():
                if other != language and (found := re.search(f"{letters}{{4,}}", rest)):
                    unmarked.add(f"{path}: {found[0]} in “{text.strip()[:60]}” is not {language}")
    assert not unmarked, "\n".join(sorted(unmarked))


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_screen_reader_finds_its_way_on_the_home_page(
    browser: Browser, served: Served, site: Site, locale: str
) -> None:
    t = site.wordings[locale].text
    title = site.pages[(locale, "index.md")].facts.title
    endonyms = ("English", "ქართული", "Русский", "العربية")
    languages = "\n".join(
        f"""
      - listitem:
        - {part("link", endonym)}"""
        for endonym in endonyms
    )
    page = browser.new_page()
    page.goto(served.url + address(locale, ""))
    expect(page.locator("body")).to_match_aria_snapshot(f"""
- {part("link", t("site.skip"))}
- banner:
  - {part("link", t("site.name"))}
  - {part("navigation", t("site.languages"))}:
    - list:{languages}
- main:
  - article:
    - {part("heading", title, " [level=1]")}
- contentinfo:
  - {part("navigation", t("footer.links"))}
""")
    doors = page.locator("main h2#where-to-start + ul").get_by_role("link")
    assert doors.count() == 4
    page.close()


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("path", ["stem-cells/claims-treatment", "stem-cells/claims-results"])
def test_a_screen_reader_hears_who_says_what_of_each_claim(
    browser: Browser, served: Served, site: Site, path: str, locale: str
) -> None:
    t = site.wordings[locale].text
    lines = heard_on(browser, served, address(locale, f"{path}/"))
    title = site.pages[(locale, f"{path}.md")].facts.title
    assert f"- heading {quoted(title)} [level=1]" in lines
    claims = claims_on(site, f"{path}.md")
    assert len(claims) == 13
    for claim in claims:
        at = [n for n, line in enumerate(lines) if quoted(t(f"claims.{claim.id}.title")) in line]
        assert at, f"{claim.id}: its title is not heard"
        after = "\n".join(lines[at[0] : at[0] + 40])
        says, shows = after.find(t("claim.clinic-says")), after.find(t("claim.research-shows"))
        assert 0 < says < shows, f"{claim.id}: the clinic, then research: {says}, {shows}"


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_screen_reader_hears_the_verdict_after_each_question(
    browser: Browser, served: Served, site: Site, locale: str
) -> None:
    t = site.wordings[locale].text
    lines = heard_on(browser, served, address(locale, "stem-cells/claims/"))
    for claim in site.register.claims:
        at = lines.index(f"- link {quoted(t(f'claims.{claim.id}.title'))}:")
        after = " ".join(lines[at : at + 3])
        for _, verdict in claim.judged():
            assert t(f"verdicts.{verdict}.label") in after, f"{claim.id}: {after}"


def heard_on(browser: Browser, served: Served, path: str) -> list[str]:
    """Return what a screen reader hears of a page's main part, line by line."""
    page = browser.new_page()
    page.goto(served.url + path)
    heard = page.locator("main").aria_snapshot()
    page.close()
    return [line.strip() for line in heard.split("\n")]


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_screen_reader_hears_every_question_of_the_self_check_with_its_answers(
    browser: Browser, served: Served, site: Site, locale: str
) -> None:
    t = site.wordings[locale].text
    page = browser.new_page()
    page.goto(served.url + address(locale, "stem-cells/self-check/"))
    form = page.get_by_role("form", name=t("self_check.title"))
    expect(form).to_be_visible()
    groups = form.get_by_role("group").all()
    questions = [each for each in site.rules.questions if each != "sibling-match"]
    assert len(groups) == len(questions)
    for group in groups:
        heard = group.aria_snapshot()
        assert re.match(r'- group "[^"]{8,}":', heard), heard
        assert "radio" in heard or ("textbox" in heard and "checkbox" in heard), heard
        assert not re.search(r"- (radio|textbox|checkbox|combobox)(:|$| \[)", heard, re.M), heard
    form.get_by_role("button", name=t("self_check.submit")).click()
    expect(page.get_by_role("alert", name=t("self_check.errors-title"))).to_be_focused()
    page.close()


def part(role: str, name: str, state: str = "") -> str:
    """Return a part of an accessibility tree as Playwright writes it, for YAML."""
    return "'" + f"{role} {quoted(name)}{state}".replace("'", "''") + "'"


def quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def parsed(served: Served, path: str) -> BeautifulSoup:
    html = (served.folder / path / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


def is_shown(element: Tag) -> bool:
    """Whether the server shows an element, or a script can: not what waits in a template."""
    return element.find_parent("template") is None


def name_of(element: Tag, soup: BeautifulSoup) -> str:
    if label := element.get("aria-label"):
        return str(label)
    by = soup.find(id=str(element.get("aria-labelledby", "-")))
    return by.get_text(" ", strip=True) if by else ""
