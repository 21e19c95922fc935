"""The questionnaire as another system shows it: LHC-Forms, fetched from npm."""

import json
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import QuietHandler, Served

LHC_FORMS = "lforms@40.1.3"
PAGE = """<!doctype html><html lang="ka"><meta charset="utf-8"><title>LHC-Forms</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="WEB/styles.css"><main id="form"></main>
<script src="WEB/assets/lib/zone.min.js"></script><script src="WEB/lhc-forms.js"></script>
<script src="package/dist/lforms/fhir/R4/lformsFHIR.min.js"></script></html>"""

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with LHC-Forms, fetched from npm, behind a local server."""
    npm = shutil.which("npm")
    assert npm, "npm is missing; LHC-Forms comes from there. Install it: apt-get install npm"
    folder = tmp_path_factory.mktemp("lhc-forms")
    command = [npm, "pack", "--silent", LHC_FORMS]
    packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert packed.returncode == 0, f"npm could not fetch {LHC_FORMS}: {packed.stderr}"
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder)
    page = PAGE.replace("WEB", "package/dist/lforms/webcomponent")
    (folder / "index.html").write_text(page, encoding="utf-8")
    handler = partial(QuietHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def form(browser: Browser, address: str, served: Served) -> Iterator[Page]:
    """LHC-Forms with the Georgian questionnaire, and nothing from another host."""
    text = (served.folder / "fhir/questionnaire-self-check.ka.json").read_text(encoding="utf-8")
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(
        "**/*",
        lambda route: route.continue_() if route.request.url.startswith(address) else route.abort(),
    )
    page.goto(address)
    page.wait_for_function("window.LForms?.Util && window.LForms?.FHIR")
    added = "resource => LForms.Util.addFormToPage(resource, 'form', {fhirVersion: 'R4'})"
    page.evaluate(added, json.loads(text))
    yield page
    page.close()
    assert errors == []


def test_lhc_forms_shows_every_question_and_asks_for_the_match_after_its_answer(
    form: Page,
) -> None:
    shown = form.locator("#form")
    for question in (
        "დაკარგა თუ არა თქვენმა ბავშვმა უნარები",
        "რამდენი ხნისაა დღეს თქვენი ბავშვი?",
        "რამდენს იწონის დღეს თქვენი ბავშვი?",
        "რა იქნებოდა უჯრედების წყარო?",
    ):
        expect(shown).to_contain_text(question)
    expect(shown).to_contain_text("16 კგ")
    match = form.locator(".question", has_text="რამდენად შეთავსებადია დის ან ძმის უჯრედები")
    expect(match).to_be_hidden()
    form.get_by_text("დის ან ძმის შენახული ჭიპლარის სისხლი", exact=True).click()
    expect(match).to_be_visible()
    form.get_by_text("ჩემი ბავშვის საკუთარი ძვლის ტვინი", exact=True).click()
    expect(match).to_be_hidden()


def test_lhc_forms_gives_the_answers_back_as_codes(form: Page) -> None:
    form.get_by_text("დის ან ძმის შენახული ჭიპლარის სისხლი", exact=True).click()
    response = form.evaluate("LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4')")
    [answered] = [each for each in response["item"] if each["linkId"] == "cell-source"]
    assert answered["answer"][0]["valueCoding"]["code"] == "sibling-cord-blood"
    assert answered["answer"][0]["valueCoding"]["system"].endswith("/fhir/CodeSystem/cell-source")
