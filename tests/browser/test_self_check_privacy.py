"""The self-check on the built site keeps everything on the page, under the page's own policy."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from conftest import Served

SELF_CHECK = "stem-cells/self-check/"

WATCH = """() => {
  window.uses = [];
  const watch = (owner, name) => {
    const real = owner && owner[name];
    if (!real) return;
    owner[name] = function (...given) { uses.push(name); return real.apply(this, given); };
  };
  watch(Storage.prototype, "setItem");
  watch(IDBFactory.prototype, "open");
  watch(window.CacheStorage && CacheStorage.prototype, "open");
  watch(window.ServiceWorkerContainer && ServiceWorkerContainer.prototype, "register");
  watch(window.CookieStore && CookieStore.prototype, "set");
  watch(History.prototype, "pushState");
  watch(History.prototype, "replaceState");
  watch(Navigator.prototype, "sendBeacon");
  watch(Clipboard && Clipboard.prototype, "writeText");
  watch(XMLHttpRequest.prototype, "open");
  for (const name of ["fetch", "open", "postMessage", "WebSocket", "EventSource",
    "BroadcastChannel", "SharedWorker", "Worker"]) watch(window, name);
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie",
    { ...cookie, set(value) { uses.push("cookie"); cookie.set.call(this, value); } });
  document.addEventListener("securitypolicyviolation",
    (event) => uses.push(`violation of ${event.violatedDirective}`));
  window.print = () => { window.printed = true; };
}"""
"""Notes every use of whatever can keep or send something, and every breach of the policy."""

KEPT = """async () => [
  document.cookie, localStorage.length, sessionStorage.length, window.name, location.href,
  history.length, JSON.stringify(history.state), (await indexedDB.databases()).length,
  (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
]"""

ANSWERS = {
    "diagnosis": "confirmed",
    "lost-skills": "none",
    "age-year": "6",
    "age-month": "7",
    "weight": "23.71 kg",
    "epilepsy": "controlled",
    "cell-source": "sibling-cord-blood",
    "sibling-match": "67.3",
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(service_workers="allow")
    context.add_init_script(f"({WATCH})()")
    yield context
    context.close()


def fill_in(page: Page) -> None:
    """Answer by mouse and keyboard, a key at a time."""
    for name, value in ANSWERS.items():
        field = page.locator(f'form[data-self-check] [name="{name}"]')
        if field.first.get_attribute("type") == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            field.press_sequentially(value)


def compare(page: Page, outcome: str) -> None:
    page.locator("form[data-self-check] button[type=submit]").click()
    result = page.locator("[data-self-check-result]")
    expect(result).to_have_attribute("data-outcome", outcome)


@pytest.mark.parametrize("locale", ["", "ar/"])
def test_filling_in_comparing_printing_and_clearing_keep_and_send_nothing(
    context: BrowserContext, served: Served, locale: str
) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(served.url + locale + SELF_CHECK, wait_until="networkidle")
    before = page.evaluate(KEPT)
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page.locator("form[data-self-check] button[type=submit]").click()
    page.locator("[data-self-check-errors] a:visible").first.click()
    fill_in(page)
    compare(page, "ask-doctor-first")
    page.locator("[data-self-check-print]:visible").first.click()
    assert page.evaluate("window.printed") is True
    page.pdf()
    page.locator("form[data-self-check] button[type=reset]").click()
    fill_in(page)
    page.keyboard.press("Enter")
    assert page.evaluate(KEPT) == before
    assert page.evaluate("window.uses") == []
    assert context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
    assert (requests, said) == ([], [])


def test_leaving_the_page_takes_no_answer_along_and_coming_back_brings_none(
    context: BrowserContext, served: Served
) -> None:
    page = context.new_page()
    page.goto(served.url + SELF_CHECK, wait_until="networkidle")
    fill_in(page)
    compare(page, "ask-doctor-first")
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    page.locator("[data-self-check-result] a[href*=treatments]").first.click()
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/treatments/")
    assert {request.method for request in requests} == {"GET"}
    assert [request.post_data for request in requests if request.post_data] == []
    assert [each.url for each in requests if "?" in each.url or "#" in each.url] == []
    sent = " ".join(f"{each.url} {each.all_headers()}" for each in requests)
    assert [text for text in ("23.71", "67.3", "sibling", "controlled") if text in sent] == []
    page.go_back()
    expect(page.locator("form[data-self-check]")).to_be_visible()
    expect(page.locator("[data-self-check-result]")).to_be_hidden()
    assert page.locator("form[data-self-check] :checked:not(option)").count() == 0
    for field in page.locator("form[data-self-check] input[type=text]").all():
        expect(field).to_have_value("")


def test_no_field_offers_or_learns_words_by_itself(context: BrowserContext, served: Served) -> None:
    page = context.new_page()
    page.goto(served.url + SELF_CHECK)
    form = page.locator("form[data-self-check]")
    expect(form).to_have_attribute("autocomplete", "off")
    assert form.get_attribute("action") is None
    assert form.get_attribute("method") == "dialog"
    fields = form.locator("input, select, textarea")
    assert fields.count() > 20
    assert set(fields.evaluate_all("each => each.map(field => field.autocomplete)")) == {"off"}


def test_once_loaded_it_works_without_a_network(context: BrowserContext, served: Served) -> None:
    page = context.new_page()
    page.goto(served.url + SELF_CHECK, wait_until="networkidle")
    context.set_offline(True)
    fill_in(page)
    compare(page, "ask-doctor-first")
    page.locator("form[data-self-check] button[type=reset]").click()
    expect(page.locator("[data-self-check-result]")).to_be_hidden()
    assert page.evaluate("window.uses") == []


def saved_copy(html: str, page_url: str, served: Served, folder: Path) -> Path:
    """Save a page as a browser does: the document, and beside it a folder of what it loads."""
    soup = BeautifulSoup(html, "html.parser")
    files = folder / "self-check_files"
    files.mkdir()
    for element in soup.select("script[src], link[rel~=stylesheet], img[src]"):
        name = "href" if element.name == "link" else "src"
        address = re.sub(r"^(\.\./)+", "", str(element[name]))
        content = (served.folder / address).read_bytes()
        (files / Path(address).name).write_bytes(content)
        element[name] = f"self-check_files/{Path(address).name}"
    copy = folder / "self-check.html"
    copy.write_text(str(soup), encoding="utf-8")
    return copy


@pytest.mark.parametrize("filled_in", [False, True], ids=["before", "after"])
def test_a_copy_saved_before_or_after_comparing_works_from_the_disk(
    context: BrowserContext, served: Served, tmp_path: Path, filled_in: bool
) -> None:
    page = context.new_page()
    page.goto(served.url + SELF_CHECK, wait_until="networkidle")
    if filled_in:
        fill_in(page)
        compare(page, "ask-doctor-first")
    copy = saved_copy(page.content(), page.url, served, tmp_path)
    page.close()
    context.set_offline(True)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(copy.as_uri())
    expect(page.locator("form[data-self-check]")).to_be_visible()
    expect(page.locator("[data-self-check-result]")).to_be_hidden()
    expect(page.locator("[data-self-check-errors]")).to_be_hidden()
    assert page.locator("form[data-self-check] :checked:not(option)").count() == 0
    fill_in(page)
    compare(page, "ask-doctor-first")
    assert page.evaluate("window.uses") == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


def test_a_phones_download_of_the_page_runs_no_script_and_shows_the_list(
    context: BrowserContext, served: Served, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(served.url + SELF_CHECK, wait_until="networkidle")
    expect(page.locator("[data-self-check-list]")).to_be_hidden()
    session = context.new_cdp_session(page)
    copy = tmp_path / "self-check.mhtml"
    copy.write_bytes(session.send("Page.captureSnapshot")["data"].encode())
    page.goto(copy.as_uri())
    expect(page.locator("[data-self-check-list]")).to_be_visible()
    expect(page.locator("form[data-self-check]")).to_be_hidden()
