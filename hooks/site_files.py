"""Makes what no person writes: style sheet, scripts, results, sitemap, 404 page, search, FHIR."""

from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from patientinfo.components import assets
from patientinfo.components.links import page_url
from patientinfo.outputs import search_index as search
from patientinfo.outputs import share_image
from patientinfo.pages import blocks as page_text
from patientinfo.pages import frame
from patientinfo.self_check import form as self_check_page
from patientinfo.self_check import questionnaire
from patientinfo.site import Site

serving = False
"""Whether this process serves the site: MkDocs' live reload needs a script in the page then."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember for the life of the process what it was started for."""
    global serving
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Gather the style sheet and the scripts; their names change with what is in them."""
    made = assets.gather(Path(config.theme.custom_dir or "overrides"))
    config.extra["asset_files"] = {each.path: each.content for each in made.values()}
    config.extra["asset_files"]["robots.txt"] = assets.robots(config.site_url or "")
    config.extra["assets"] = {name: each.path for name, each in made.items()}
    config.extra["assets"] |= share_image.files(Path(config.docs_dir))
    if not serving:
        config.extra["assets"]["policy"] = assets.policy(config.site_url or "")


@event_priority(-150)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the theme's own files, which no page uses, and add ours.

    After static-i18n has rebuilt the list: earlier, it stumbles over generated files.
    """
    docs = Path(config.docs_dir)
    for file in list(files):
        if file.abs_src_path and not Path(file.abs_src_path).is_relative_to(docs):
            files.remove(file)
    made = config.extra["asset_files"] | _questionnaires(config) | _results(config)
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))
    return files


def _questionnaires(config: MkDocsConfig) -> dict[str, str]:
    site = config.extra["patientinfo"]
    return questionnaire.files(site.criteria, site.wordings, site.facts, config.site_url or "")


def _results(config: MkDocsConfig) -> dict[str, str]:
    """Return the files of what the self-check's results say, and note where pages find them."""
    site: Site = config.extra["patientinfo"]
    made = {}
    for path in (path for locale, path in site.pages if locale == site.default):
        for locale in site.locales:
            page = site.page(locale, path) or site.pages[(site.default, path)]
            if "self_check" not in page_text.uses(page):
                continue
            place = site.place(path, locale, page.locale)
            asset = assets.results(self_check_page.as_script(site.self_check_results(place)))
            config.extra["assets"][frame.results_asset(place)] = asset.path
            made[asset.path] = asset.content
    return made


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Give the sitemap and the 404 page what they show."""
    site, url = config.extra["patientinfo"], config.site_url or ""
    settings = frame.Settings(names={}, site_url=url, assets=config.extra["assets"])
    context["sitemap"] = frame.sitemap(site, url)
    context["not_found"] = frame.not_found_page(site, settings)
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The 404 page begins in the source language, whichever language was built last."""
    return frame.with_language(output, config.extra["patientinfo"].default)


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the search's index of each language, after the last one is built.

    And take away the compressed sitemap: it holds the time of the build.
    """
    built = Path(config.site_dir)
    (built / "sitemap.xml.gz").unlink(missing_ok=True)
    i18n: Any = config.plugins["i18n"]
    site = config.extra["patientinfo"]
    if i18n.building or site.page(site.default, search.PAGE) is None:
        return
    for locale in site.locales:
        articles = {
            path: (built / page_url(path, locale, site.default) / "index.html").read_text("utf-8")
            for of, path in site.pages
            if of == locale
        }
        index = search.index(site, locale, articles)
        (built / search.address(site, locale)).write_text(index, encoding="utf-8", newline="\n")
