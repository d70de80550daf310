"""No word of an unpublished note is in any byte that leaves the machine, in whatever form."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, unquote
from urllib.request import urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.building import build
from headwater.checking import check_vault
from headwater.cli import serve_command
from headwater.cli.main import main
from headwater.exporters.data_csv import TABLES
from headwater.opening import open_vault
from headwater.pipeline import draw
from headwater.preview import PreviewOptions, serve
from headwater.scope import Scope
from headwater.site.files import Site
from headwater.site.manifest import read_manifest
from headwater.site.search.folding import terms_of
from headwater.site.search.shards import entries
from headwater.site.slugs import slugify
from tests.end_to_end.conftest import written
from tests.publication.canaries import PUBLIC_FACTS, VAULT, canaries_in, canaries_of_vault
from tests.repositories import commit, new_repository
from tests.site.search.reading import files as search_files

RELOADING = re.compile(rb'<script src="/\.headwater/reload\.js"[^<>]*></script>')


def readings(data: str | bytes) -> Iterator[str]:
    """What a reader could make of some bytes: the text, decoded again and again, and without its tags."""
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    seen: set[str] = set()
    waiting = [text]
    while waiting:
        reading = waiting.pop()
        if reading not in seen:
            seen.add(reading)
            yield reading
            waiting += [unquote(reading), html.unescape(reading), re.sub(r"<[^<>]*>", "", reading)]


def secrets_in(data: str | bytes, secrets: AbstractSet[str]) -> set[str]:
    """Which of these words can be read in some bytes, in any letter case and any encoding."""
    texts = [reading.casefold() for reading in readings(data)]
    wanted = {form: secret for secret in secrets for form in (secret.casefold(), slugify(secret))}
    return {secret for form, secret in wanted.items() for text in texts if form in text}


def leaks(site: Site, secrets: AbstractSet[str]) -> set[tuple[str, str]]:
    """Every file of a site that holds a secret or is called by one, with the secret."""
    return {
        (place, secret)
        for place, data in site.pages.items()
        for part in (place, data)
        for secret in secrets_in(part, secrets)
    }


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the canary vault: what builds keep lies in it."""
    return Path(shutil.copytree(VAULT, tmp_path_factory.mktemp("canary") / "vault"))


@pytest.fixture(scope="module")
def output(copy: Path) -> Path:
    """The canary vault, built."""
    build(copy, copy.parent / "site")
    return copy.parent / "site"


@pytest.fixture(scope="module")
def site(output: Path) -> Site:
    return written(output)


@pytest.mark.parametrize(
    "form",
    [
        "<p>CANARY-note-name</p>",
        "canary-NOTE-name",
        '<a href="/canary-note-name/">x</a>',
        "%43ANARY%2Dnote%2dname",
        "%2543ANARY-note-name",
        "CANARY&#45;note&#x2d;name",
        "&amp;#67;ANARY-note-name",
        "CANARY-<em>note</em>-name",
    ],
)
def test_a_canary_is_found_in_every_form_a_page_could_give_it(form: str) -> None:
    assert secrets_in(f"x {form} y".encode(), {"CANARY-note-name"}) == {"CANARY-note-name"}


def test_no_canary_is_in_any_byte_or_name_of_the_built_site(site: Site) -> None:
    assert leaks(site, canaries_of_vault()) == set()


def test_not_even_the_word_that_all_canaries_begin_with_is_in_the_built_site(site: Site) -> None:
    assert leaks(site, {"canary"}) == set()


@pytest.mark.parametrize("style", ["apa", "vancouver", "chicago-notes-bibliography-17th-edition"])
def test_no_canary_is_in_a_site_on_which_every_source_has_a_page(style: str, tmp_path: Path) -> None:
    vault = Path(shutil.copytree(VAULT, tmp_path / "vault"))
    options = f"[citations]\nstyle = '{style}'\nsource-pages = true\n"
    (vault / "headwater.toml").write_text(options, encoding="utf-8")
    build(vault, tmp_path / "site")
    site = written(tmp_path / "site")
    assert b"Songs at Dawn" in site.pages["source/wrenNotes2017/index.html"]
    assert b"Songs at Dawn" in site.pages["cite/wrenNotes2017.json"]
    assert leaks(site, canaries_of_vault() | {"canary"}) == set()


def test_the_manifest_lists_every_file_of_the_site_and_no_canary(output: Path, site: Site) -> None:
    manifest = read_manifest(output)
    assert manifest is not None
    assert {*manifest.files, ".headwater-manifest.json"} == set(site.pages)
    assert secrets_in(site.pages[".headwater-manifest.json"], canaries_of_vault() | {"canary"}) == set()


def test_the_site_holds_what_is_public_all_the_same(site: Site) -> None:
    told = "\n".join(html.unescape(data.decode()) for data in site.pages.values())
    for fact in PUBLIC_FACTS:
        assert fact in told
    assert site.pages["files/Attachments/shown.txt"] == (VAULT / "Attachments" / "shown.txt").read_bytes()


def test_a_published_canvas_shows_what_is_public_on_it_and_blanks_for_the_rest(site: Site) -> None:
    page = site.pages["shown-canvas/index.html"].decode()
    assert "Words of a canvas." in page
    assert "doveTrial2019 - Figure 2" in page
    assert page.count("is-blank") == 6
    assert '<g class="' not in page  # nothing but colours becomes a class
    assert leaks(site, {"canary"}) == set()


def test_no_canary_of_a_canvas_is_in_a_site_that_publishes_every_note_but_none_of_its_canvases(
    tmp_path: Path,
) -> None:
    vault = Path(shutil.copytree(VAULT, tmp_path / "vault"))
    (vault / "headwater.toml").unlink()
    build(vault, tmp_path / "site", Scope(all=True))
    of_canvases = {canary for canary in canaries_of_vault() if canary.startswith("canary-canvas-")}
    assert len(of_canvases) >= 5
    assert leaks(written(tmp_path / "site"), of_canvases | {"Words of a canvas", "shown-canvas"}) == set()


def test_the_search_would_find_what_the_author_alone_sees() -> None:
    whole = draw(open_vault(VAULT), Scope(withheld_too=True)).site
    found = {secret for _, secret in leaks(whole, canaries_of_vault())}
    assert {"canary-body", "canary-note-name", "canary-title", "canary-canvas-text"} <= found


def test_no_canary_stays_behind_in_a_site_that_held_all_of_them(copy: Path, tmp_path: Path) -> None:
    build(copy, tmp_path, Scope(withheld_too=True))
    assert leaks(written(tmp_path), {"CANARY-body"})
    build(copy, tmp_path)
    assert leaks(written(tmp_path), canaries_of_vault()) == set()


def with_health(folder: Path) -> Path:
    """A copy of the canary vault whose Health page is published, with a ledger of an earlier time."""
    vault = Path(shutil.copytree(VAULT, folder / "vault"))
    (vault / "headwater.toml").write_text("[site]\nhealth = true\n", encoding="utf-8")
    assert main(["review", "--init", "--vault", str(vault), "--who", "CANARY-reviewer"]) == 0
    takeaway = vault / "Takeaways/2025-03-01 10-00-00.md"
    text = takeaway.read_text(encoding="utf-8")
    takeaway.write_text(text.replace("an older", "one older"), encoding="utf-8")
    assert "suspect-link" in {found.code for found in check_vault(open_vault(vault)).problems}
    return vault


def test_a_published_health_page_holds_no_canary(tmp_path: Path) -> None:
    vault = with_health(tmp_path)
    build(vault, tmp_path / "site")
    found = written(tmp_path / "site")
    assert b"missing-link" in found.pages["health/index.html"]
    assert leaks(found, canaries_of_vault() | {"canary"}) == set()
    whole = draw(open_vault(vault), Scope(withheld_too=True)).site.pages["health/index.html"]
    assert {"canary-note-name", "canary-title", "canary-alias"} <= secrets_in(whole, canaries_of_vault())


EVERYTHING = """
[site]
base_url = "https://example.org/garden/"
history = true
health = true
language = "{language}"

[publish]
canvases = ["Shown canvas"]

[citations]
source-pages = true
"""


def with_everything(folder: Path, language: str) -> Path:
    """A copy of the canary vault for which every file is made that can be, with two commits behind it."""
    vault = Path(shutil.copytree(VAULT, folder / "vault"))
    new_repository(vault)
    commit(vault, {"headwater.toml": EVERYTHING.format(language=language)}, day=1)
    claim = "---\ndg-publish: true\n---\n# Content\n- A claim with a card\n# Database Fields\n"
    commit(vault, {"Takeaways/2025-03-07 10-00-00.md": f"{claim}Insights:: [[2025-02-01 10-00-00]]\n"}, day=2)
    commit(vault, {"Takeaways/2025-03-07 10-00-00.md": f"{claim}Insights:: [[CANARY-note-name]]\n"}, day=3)
    assert main(["review", "--init", "--vault", str(vault), "--who", "CANARY-reviewer"]) == 0
    return vault


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_canary_is_in_a_site_for_which_every_file_is_made_not_even_after_a_preview(
    language: str, tmp_path: Path
) -> None:
    vault = with_everything(tmp_path, language)
    build(vault, tmp_path / "site", Scope(withheld_too=True))
    assert leaks(written(tmp_path / "site"), {"CANARY-body", "CANARY-old-address"})
    build(vault, tmp_path / "site")
    site = written(tmp_path / "site")
    assert {"feed.xml", "feed.json", "sitemap.xml", "llms.txt", "_redirects", "map/index.html"} <= set(
        site.pages
    )
    assert {"old/ways/index.html", "shown-canvas/index.html", "health/index.html"} <= set(site.pages)
    assert any(place.endswith("/card.png") for place in site.pages)
    assert leaks(site, canaries_of_vault() | {"canary"}) == set()


def test_the_index_of_the_search_holds_no_term_that_stands_in_withheld_notes_alone(copy: Path) -> None:
    def terms(scope: Scope) -> set[str]:
        pages = draw(open_vault(copy), scope).site.pages
        return {term for shard in search_files(pages, "t") for term in entries(shard)}

    withheld = {"canary", "canaries"} | {
        term for canary in canaries_of_vault() for term in terms_of([canary]) if "canary" in term
    }
    assert withheld & terms(Scope(withheld_too=True))
    assert not withheld & terms(Scope())
    assert not any("canary" in term for term in terms(Scope()))


def test_what_builds_keep_is_no_attachment_even_where_a_published_note_asks_for_it(tmp_path: Path) -> None:
    vault = Path(shutil.copytree(VAULT, tmp_path / "vault"))
    asking = (
        "![[.headwater/cache/notes]] [[notes]] [notes](.headwater/cache/notes) ![](.headwater/cache/site)"
    )
    (vault / "Asks.md").write_text(f"---\ndg-publish: true\n---\n{asking}\n", encoding="utf-8")
    for name in ("first", "again"):
        build(vault, tmp_path / name)
        assert canaries_in((vault / ".headwater/cache/notes").read_bytes())
        assert leaks(written(tmp_path / name), canaries_of_vault()) == set()
    assert not list((tmp_path / "again").rglob("*headwater/*"))


def test_the_published_preview_serves_what_build_writes_byte_for_byte(
    copy: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = served_by_preview(copy, ["--published"], set(site.pages), monkeypatch)
    assert leaks(Site(served), canaries_of_vault()) == set()
    pages = {place for place in site.pages if place.endswith(".html")}
    assert pages == {place for place, data in served.items() if RELOADING.search(data)}
    plain = {place: RELOADING.sub(b"", data, count=1) for place, data in served.items()}
    manifest = {".headwater-manifest.json"}
    assert plain == {place: data for place, data in site.pages.items() if place not in manifest}


def test_the_preview_serves_the_author_what_is_not_published(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = served_by_preview(copy, [], {"private-canary-folder/canary-note-name/index.html"}, monkeypatch)
    assert leaks(Site(served), {"CANARY-body"})


def served_by_preview(
    vault: Path, options: list[str], places: set[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, bytes]:
    """What `headwater serve` answers for these files of a site; one that it has not is left out."""
    served: dict[str, bytes] = {}
    stop = threading.Event()

    def fetch(url: str) -> None:
        for place in places - {".headwater-manifest.json"}:
            with urlopen(url + quote(place)) as answer:
                served[place] = answer.read()
        stop.set()

    def serve_once(
        made: Callable[[], Site],
        root: Path,
        asked: PreviewOptions,
        *,
        on_ready: Callable[[str], None],
        on_rebuild: Callable[[Any], None],
    ) -> None:
        asked = replace(asked, port=0, watch=False)
        serve(made, root, asked, on_ready=fetch, on_rebuild=on_rebuild, stop=stop)

    monkeypatch.setattr(serve_command, "serve", serve_once)
    assert main(["serve", str(vault), "--quiet", *options]) == 0
    return served


def exported(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["export", arguments[0], str(VAULT), *arguments[1:]]) == 0
    return capsys.readouterr().out


def exported_table(capsys: pytest.CaptureFixture[str], table: str, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(capsys, "csv", "--table", table, *options))))


def test_an_export_is_of_the_whole_vault_and_says_of_each_note_whether_it_is_published(
    capsys: pytest.CaptureFixture[str],
) -> None:
    vault = open_vault(VAULT)
    paths = set(vault.publish().notes)
    notes = json.loads(exported(capsys, "json"))["notes"]
    assert {note["path"]: note["published"] for note in notes} == {
        note.path: note.path in paths for note in vault.notes
    }
    rows = exported_table(capsys, "notes")
    assert {row["path"]: row["published"] == "true" for row in rows} == {
        note.path: note.path in paths for note in vault.notes
    }


@pytest.mark.parametrize("arguments", [["json"], *(["csv", "--table", table] for table in TABLES)])
def test_an_export_of_what_is_published_holds_no_canary(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    whole = exported(capsys, *arguments)
    assert canaries_in(whole)
    published = exported(capsys, *arguments, "--published")
    assert secrets_in(published, canaries_of_vault() | {"canary"}) == set()
    assert "larkReview2020" in published or "Takeaways/2025-03-01 10-00-00.md" in published


def test_an_export_of_what_is_published_has_edges_between_published_notes_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = json.loads(exported(capsys, "json", "--published"))
    paths = {note["path"] for note in document["notes"]}
    assert paths == set(open_vault(VAULT).publish().notes)
    assert document["edges"]
    assert {edge[end] for edge in document["edges"] for end in ("from", "to")} <= paths
    rows = exported_table(capsys, "edges", "--published")
    assert [(row["from"], row["relation"], row["to"]) for row in rows] == [
        (edge["from"], edge["relation"], edge["to"]) for edge in document["edges"]
    ]


def test_an_export_of_what_is_published_has_of_an_unpublished_source_the_citation_and_no_facts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = json.loads(exported(capsys, "json", "--published"))
    source = next(source for source in document["sources"] if source["citekey"] == "doveTrial2019")
    assert source["citation"].startswith("Dove, A. “A small trial.”")
    assert source["identifiers"] == {"DOI": "10.1000/dove"}
    assert source["facts"] == {}


def test_an_export_of_what_is_published_follows_the_configuration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(VAULT, vault)
    (vault / "headwater.toml").write_text('[publish]\nfolders = ["Insights"]\n')
    assert main(["export", "json", str(vault), "--published"]) == 0
    paths = {note["path"] for note in json.loads(capsys.readouterr().out)["notes"]}
    assert "Insights/2025-02-01 10-00-00.md" in paths
    assert "CANARY-home.md" not in " ".join(paths)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_help_of_an_export_says_how_to_leave_out_what_is_not_published(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["export", form, "--help"])
    assert ended.value.code == 0
    assert "--published leave out everything that is not published" in " ".join(
        capsys.readouterr().out.split()
    )


@dataclass(frozen=True)
class Secret:
    """An unpublished note, every word of which is private, and what published notes may call it."""

    folder: str
    name: str
    title: str
    alias: str
    heading: str
    words: frozenset[str]
    """The words that no output byte may hold."""

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.name}" if self.folder else self.name

    def names(self) -> dict[str, str]:
        """What the templates of `LINKS` are filled with."""
        return {
            "name": self.name,
            "escaped": html.escape(self.name),
            "path": self.path,
            "url": quote(f"{self.path}.md"),
            "whole": quote(self.path, safe=""),
            "title": self.title,
            "alias": self.alias,
            "heading": self.heading,
        }


LINKS = [
    "[[{name}]]",
    "![[{name}]]",
    "[[{path}]]",
    "[[{path}.md]]",
    "[[/{path}|{name}]]",
    "[[{name}|kept words]]",
    "[[{name}|{title}]]",
    "[[{name}|see {alias} there]]",
    "[[{name}|**{name}**]]",
    "[[{name}#{heading}]]",
    "[[{name}#{heading}|{heading}]]",
    "![[{name}#{heading}]]",
    "![[{name}#^block]]",
    "![[{name}|300]]",
    "[[{alias}]]",
    "[[{title}]]",
    "[{name}](<{path}.md>)",
    "[kept words]({url})",
    "[kept words](<{path}.md#{heading}> '{title}')",
    "![{alias}]({url})",
    "[{title}][1]\n\n[1]: {url} '{alias}'",
    "[kept words][{alias}]\n\n[{alias}]: <{path}.md>",
    "words[^1]\n\n[^1]: [[{name}]]",
    "words ^[a note on [[{name}]]]",
    "`[[{name}]]`",
    "```\n[[{name}|{alias}]]\n```",
    "    [[{name}]]",
    "$[[{name}]]$",
    "```mermaid\ngraph TD\n  A[[{name}]] --> B\n```",
    "<a href='{url}'>{escaped}</a>",
    "<img src='{url}' alt='[[{escaped}]]'>",
    "<p>[[{name}]]</p>",
    "<!-- [[{name}]] {title} -->",
    "%% [[{name}]] {alias} %%",
    "## On [[{name}]]",
    "- [ ] do [[{name}]]",
    "> [!note]- [[{name}]]\n> [{alias}]({url})",
    "| a | b |\n|---|---|\n| [[{name}\\|{alias}]] | ![[{name}]] |",
    "==[[{name}|{name}]]== *[[{name}]]*",
    "[about:: [[{name}]]] (see:: [[{name}|{alias}]])",
    "Parent:: [[{name}]]",
    "Supported by:: [[{name}]]",
    "Opposes:: [[{name}|{title}]]",
    "[kept words](obsidian://open?vault=V&file={whole})",
    "obsidian://open?vault=V&file={whole} and words",
    "```dataview\nLIST FROM [[{name}]]\n```",
    "`= [[{name}]].title`",
    "# Database Fields\nInsights:: [[{name}]]\n{alias}",
]
"""Every syntax of a link to a note, and what looks like one."""

PROPERTIES = [
    "up: '[[{name}]]'",
    "Supported by: ['[[{name}]]']",
    "tags: 'open [[{name}]]'",
    "description: 'See [[{name}]] and ![[{path}]]'",
    "title: 'About [[{name}]]'",
    "abstract: 'As [[{name}|{alias}]] says'",
]
"""Properties of a published note that link to another."""

SIGNS = ["", "’", " & co", " (x)", ", y", "é", "研", " 50%", "+", " @", "; z", "_w_", "~", "!", " = 1", "."]
"""What may stand in a name, and be written in another way somewhere on the way to a page."""

FOLDERS = ["", "Private", "Insights", "Level 2 Insights", "Takeaways", "Quick Notes", "Assumptions", "Tags"]


@st.composite
def secret_notes(draw: st.DrawFn) -> Secret:
    """A note whose words are random; the sign in its names is no part of what is looked for."""
    words = draw(
        st.lists(st.text("bcdfghjklmnpqrtvwz", min_size=9, max_size=9), min_size=6, max_size=6, unique=True)
    )
    name, title, alias, heading = (word.capitalize() + draw(st.sampled_from(SIGNS)) for word in words[:4])
    folder = draw(st.sampled_from(FOLDERS))
    return Secret(folder, name.rstrip(". "), title, alias, heading, frozenset(words))


def text_of(secret: Secret, picture: str) -> str:
    """The file of an unpublished note."""
    body, other = sorted(secret.words - {word for word in secret.words if word in called(secret)})
    return (
        f"---\ntitle: {json.dumps(secret.title)}\naliases: [{json.dumps(secret.alias)}]\n"
        f"remark: {other}\ntags: [{other}]\nSupports: '[[Open]]'\nCitation: {other}\n---\n"
        f"# Content\n- {body} [[Open]] ![[{picture}]] #{other}\n\n# {secret.heading}\n{body} ^block\n\n"
        f"Takeaways:: [[2025-03-01 10-00-00]]\n{other}:: [[Insight]]\n"
    )


def called(secret: Secret) -> str:
    return f"{secret.name} {secret.title} {secret.alias} {secret.heading}".lower()


def write_vault(
    root: Path, secrets: list[Secret], links: list[str], properties: list[str], hidden: str
) -> None:
    """A vault of four published notes that link to unpublished ones in every way that is asked for."""
    files = {f"{secret.path}.md": text_of(secret, f"{hidden}.png") for secret in secrets}
    files[f"Pictures/{hidden}.png"] = hidden
    for number, path in enumerate(
        ["Open.md", "Insights/Insight.md", "Takeaways/2025-03-01 10-00-00.md", "Tags/Topic.md"]
    ):
        of = secrets[number % len(secrets)].names()
        own = "".join(f"{line.format(**of)}\n" for line in properties[number::4])
        body = "\n\n".join(link.format(**of) for link in links[number::4])
        files[path] = f"---\ndg-publish: true\n{own}---\n# Content\n- Public words\n\n{body}\n"
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


@settings(max_examples=60, deadline=None)
@given(
    health=st.booleans(),
    secrets=st.lists(secret_notes(), min_size=1, max_size=3, unique_by=lambda secret: secret.name.lower()),
    links=st.lists(st.sampled_from(LINKS), min_size=4, max_size=24, unique=True),
    properties=st.lists(
        st.sampled_from(PROPERTIES), max_size=4, unique_by=lambda line: line.partition(":")[0]
    ),
    hidden=st.text("bcdfghjklmnpqrtvwz", min_size=12, max_size=12),
)
def test_no_word_of_an_unpublished_note_is_in_any_output_byte(
    *, health: bool, secrets: list[Secret], links: list[str], properties: list[str], hidden: str
) -> None:
    with TemporaryDirectory() as folder:
        write_vault(Path(folder) / "vault", secrets, links, properties, hidden)
        if health:
            (Path(folder) / "vault" / "headwater.toml").write_text("[site]\nhealth = true\n")
        report = build(Path(folder) / "vault", Path(folder) / "site")
        assert report.published == 4
        assert (report.output / "health/index.html").exists() == health
        found = leaks(written(report.output), frozenset({hidden}).union(*(note.words for note in secrets)))
        assert found == set()
