"""Publication and views → every page of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib import resources

import minijinja
import xxhash

from headwater.config import Config
from headwater.errors import PublicationError
from headwater.evidence.kinds import PAGE, SOURCE
from headwater.problems import Problem, in_order, problem
from headwater.publication import Publication, PublicNote
from headwater.site.addresses import FILES, Addresses
from headwater.site.files import Site
from headwater.site.render import Rendered, Renderer
from headwater.site.rows import Rows, linked
from headwater.site.urls import Permalink, output_file, permalink
from headwater.vault.notes import NotePath
from headwater.vault.plain import plain_text
from headwater.views.overviews import HomeView, Overview, home_view, overviews
from headwater.views.pages import Backlinks, Section, page_view
from headwater.views.queries import query_tables
from headwater.views.titles import Title, title_of

ASSETS = ("headwater.css", "favicon.svg")
"""The files of `headwater/site/assets` that every site has, in its folder `assets`."""

DESCRIPTION = 200
"""Characters of a page's description."""


def render_site(
    publication: Publication, config: Config, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[Site, tuple[Problem, ...]]:
    """Draw every page.

    Args:
        publication: What may be shown.
        config: The vault's configuration.
        progress: Called with how many pages were drawn, of how many, now and then.

    Returns:
        The site and what could not be drawn as it is written.

    Raises:
        PublicationError: Two notes have one permalink, or a permalink is no place on a site.
    """
    return _SiteRenderer(publication, config).site(progress)


@dataclass(frozen=True, slots=True)
class _Crumb:
    title: str
    href: str


class _SiteRenderer:
    def __init__(self, publication: Publication, config: Config) -> None:
        self.publication = publication
        self.config = config
        self.addresses = Addresses(publication, config.site.base_url)
        self.renderer = Renderer(
            self.addresses,
            trust_html=config.markdown.trust_html,
            strict_line_breaks=config.markdown.strict_line_breaks,
        )
        self.rows = Rows(publication, self.addresses, self.renderer)
        self.titles = {path: title_of(note) for path, note in publication.notes.items()}
        self.overviews = overviews(publication)
        self.places = self._overview_places()
        self.problems: list[Problem] = []
        home = publication.home
        self.site_title = config.site.title or (self.titles[home].text if home else "Notes")
        self.environment = minijinja.Environment(templates={"page.html": _asset("templates", "page.html")})
        for name, value in self._globals().items():
            self.environment.add_global(name, value)

    def site(self, progress: Callable[[int, int], None]) -> tuple[Site, tuple[Problem, ...]]:
        pages: dict[str, bytes] = {}
        for number, (path, note) in enumerate(self.publication.notes.items()):
            if number % 256 == 0:
                progress(number, len(self.publication.notes))
            pages[self.addresses.outputs[path]] = self._note_page(note)
        for output, page in self._other_pages():
            pages.setdefault(output, page)
        for name in ASSETS:
            pages[f"assets/{name}"] = _asset("assets", name).encode()
        attachments = {f"{FILES}/{path}": place for path, place in self.publication.attachments.items()}
        return Site(pages, attachments), in_order(self.problems)

    def _globals(self) -> Mapping[str, object]:
        version = xxhash.xxh3_64_hexdigest(_asset("assets", "headwater.css").encode())[:8]
        return {
            "site_title": self.site_title,
            "language": self.config.site.language,
            "home_href": self.addresses.link("/"),
            "stylesheet": self.addresses.link("/assets/headwater.css") + f"?v={version}",
            "favicon": self.addresses.link("/assets/favicon.svg"),
            "navigation": [
                {"title": overview.title, "count": overview.count, "href": self._overview_href(overview)}
                for overview in self.overviews
            ],
        }

    def _overview_places(self) -> Mapping[str, Permalink]:
        """Where each overview lies; a note that lies there already keeps its place."""
        taken = set(self.addresses.outputs.values())
        places: dict[str, Permalink] = {}
        for overview in self.overviews:
            place = Permalink(f"/overview/{overview.key}/")
            while output_file(place) in taken:
                place = Permalink(f"{place[:-1]}-all/")
            places[overview.key] = place
        return places

    def _overview_href(self, overview: Overview) -> str:
        return self.addresses.link(self.places[overview.key])

    def _note_page(self, note: PublicNote) -> bytes:
        title = self.titles[note.path]
        view = page_view(self.publication, note)
        sections = [self._section(section.title, self._tables(section)) for section in view.sections]
        queried = query_tables(self.publication, note)
        if queried:
            sections.append(self._section("", "".join(self.rows.table(table) for table in queried)))
        if note.home:
            sections += self._home_sections(home_view(self.publication, self.overviews))
        if view.backlinks:
            sections.append(self._section("Backlinks", "".join(self._backlinks(links) for links in view.backlinks)))
        return self._page(
            title=title.text,
            heading=self._heading(note, title),
            description=self._description(note, title),
            body=self._body(note, title),
            sections="".join(sections),
            note=self._facts(note),
            crumbs=[] if note.home else self._crumbs(note),
        )

    def _heading(self, note: PublicNote, title: Title) -> str:
        if not title.markdown:
            return escape(title.text, quote=False)
        if title.markdown == note.claim:
            return self.rows.claim(note)
        return self._drawn(self.renderer.inline(title.markdown, note.path), note.path)

    def _body(self, note: PublicNote, title: Title) -> str:
        parts = [self._source_facts(note)] if note.kind.name == SOURCE else []
        if title.rest.strip():
            parts.append(self._drawn(self.renderer.body(title.rest, note.path), note.path))
        return "".join(parts)

    def _drawn(self, rendered: Rendered, path: NotePath) -> str:
        for latex, reason in rendered.math_errors:
            self.problems.append(problem("invalid-math", path, reason=f"{latex!r}: {reason}"))
        return rendered.html

    def _source_facts(self, note: PublicNote) -> str:
        """The citation, identifiers and facts of a source."""
        citation = self.publication.citations[note.name]
        rows = [("Citation", linked(citation.text))]
        for name, value in (*citation.identifiers, *citation.facts):
            rows.append((name, _identifier(name, value)))
        abstract = note.properties.get("abstract")
        if isinstance(abstract, str) and abstract.strip():
            rows.append(("Abstract", escape(abstract.strip(), quote=False)))
        items = "".join(f"<dt>{escape(_label(name))}</dt><dd>{value}</dd>" for name, value in rows)
        return f'<dl class="source">{items}</dl>\n'

    def _tables(self, section: Section) -> str:
        tables = "".join(self.rows.table(table) for table in section.tables)
        if section.withheld:
            count = "1 unpublished note" if section.withheld == 1 else f"{section.withheld} unpublished notes"
            tables += f'<p class="withheld-count">{count}</p>\n'
        return tables

    def _section(self, title: str, inner: str) -> str:
        if not title:
            return f"<section>\n{inner}</section>\n"
        anchor = title.lower().replace(" ", "-")
        return f'<section id="{anchor}">\n<h2>{title}</h2>\n{inner}</section>\n'

    def _backlinks(self, links: Backlinks) -> str:
        items = "".join(f"<li>{self._link(path)}</li>" for path in links.notes)
        return (
            f'<div class="backlinks" data-relation="{escape(links.relation)}"><h3>{escape(links.title)} '
            f'<span class="count">{len(links.notes)}</span></h3>\n<ul>{items}</ul></div>\n'
        )

    def _link(self, path: NotePath) -> str:
        """A link to a note by its title, with its id where that is something else."""
        note, target, title = self.publication.notes[path], self.addresses.page(path), self.titles[path].text
        link = f'<a class="internal kind-{target.kind}" href="{escape(target.href)}">{escape(title, quote=False)}</a>'
        return link if title == note.name else f'{link} <span class="id">{escape(note.name)}</span>'

    def _home_sections(self, view: HomeView) -> list[str]:
        counts = "".join(
            f'<li><a href="{escape(self._overview_href(overview))}">{escape(overview.title)}</a> '
            f'<span class="count">{overview.count}</span></li>'
            for overview in view.counts
        )
        sections = [self._section("Everything", f'<ul class="counts">{counts}</ul>\n')] if counts else []
        newest = self._latest(view.newest, lambda note: note.dates.created)
        changed = self._latest(view.changed, lambda note: note.dates.updated)
        sections += [self._section("Newest Notes", newest)] if newest else []
        sections += [self._section("Last Changed", changed)] if changed else []
        return sections

    def _latest(self, paths: Iterable[NotePath], when: Callable[[PublicNote], datetime | None]) -> str:
        items = []
        for path in paths:
            note = self.publication.notes[path]
            items.append(
                f'<li>{_time(when(note))} <span class="kind">{escape(note.kind.name)}</span> {self._link(path)}</li>'
            )
        return f'<ol class="latest">{"".join(items)}</ol>\n' if items else ""

    def _facts(self, note: PublicNote) -> Mapping[str, object]:
        return {
            "id": note.name,
            "kind": note.kind.name if note.kind.name != PAGE else "",
            "kind_class": note.kind.name.replace(" ", "-"),
            "created": _time(note.dates.created),
            "updated": _time(note.dates.updated) if note.dates.updated != note.dates.created else "",
            "withheld": note.withheld,
            "tags": note.tags,
            "home": note.home,
        }

    def _crumbs(self, note: PublicNote) -> list[_Crumb]:
        crumbs = [_Crumb("Home", self.addresses.link("/"))]
        key = "sources" if note.kind.name == SOURCE else None
        for overview in self.overviews:
            if overview.key == key or (key is None and overview.title == note.kind.plural):
                crumbs.append(_Crumb(overview.title, self._overview_href(overview)))
        return crumbs

    def _description(self, note: PublicNote, title: Title) -> str:
        given = note.properties.get("description")
        if isinstance(given, str) and given.strip():
            return given.strip()
        if title.rest.strip() and not note.claim:
            return _shortened(plain_text(title.rest[: DESCRIPTION * 5]))
        return _shortened(plain_text(note.claim) or self.config.site.description)

    def _other_pages(self) -> Iterator[tuple[str, bytes]]:
        """The pages of no note: overviews, a home where the vault has none, the redirects, the page not found."""
        crumbs = [_Crumb("Home", self.addresses.link("/"))]
        for overview in self.overviews:
            tables = "".join(self.rows.table(table) for table in overview.tables)
            page = self._page(title=overview.title, sections=self._section("", tables), crumbs=crumbs)
            yield output_file(self.places[overview.key]), page
        if self.publication.home is None:
            sections = "".join(self._home_sections(home_view(self.publication, self.overviews)))
            yield "index.html", self._page(
                title=self.site_title, description=self.config.site.description, sections=sections
            )
        else:
            yield from self._moved_home(self.publication.notes[self.publication.home])
        lost = f'<p>There is no page here. <a href="{escape(self.addresses.link("/"))}">Go to the home page</a>.</p>'
        yield "404.html", self._page(title="Page not found", body=lost)

    def _moved_home(self, home: PublicNote) -> Iterator[tuple[str, bytes]]:
        """Links to the home note by its own permalink lead to `/`."""
        try:
            output = output_file(permalink(home.path, home.properties))
        except PublicationError:
            return
        target = escape(self.addresses.link("/"))
        yield output, (
            f'<!DOCTYPE html>\n<html lang="{escape(self.config.site.language)}">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(self.site_title)}</title>\n"
            f'<meta http-equiv="refresh" content="0; url={target}">\n<link rel="canonical" href="{target}">\n'
            f'</head>\n<body>\n<p>This page is now <a href="{target}">the home page</a>.</p>\n</body>\n</html>\n'
        ).encode()

    def _page(self, *, title: str, heading: str = "", **parts: object) -> bytes:
        heading = heading or escape(title, quote=False)
        text = self.environment.render_template("page.html", title=_shortened(title, 120), heading=heading, **parts)
        return text.encode()


@cache
def _asset(folder: str, name: str) -> str:
    return (resources.files("headwater.site") / folder / name).read_text(encoding="utf-8")


def _time(moment: datetime | None) -> str:
    """A date as a `time` element; empty where there is none."""
    if moment is None:
        return ""
    return f'<time datetime="{moment.isoformat()}">{moment.date().isoformat()}</time>'


def _shortened(text: str, length: int = DESCRIPTION) -> str:
    """Text cut at a word's end, with an ellipsis where something was cut."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rpartition(" ")[0].rstrip(",;:") + "…"


def _label(name: str) -> str:
    return name if name.isupper() else name.replace("-", " ").capitalize()


def _identifier(name: str, value: str) -> str:
    """An identifier as a link to where it is registered."""
    places = {
        "DOI": "https://doi.org/",
        "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
        "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    }
    if name == "URL":
        return linked(value)
    shown = escape(value, quote=False)
    if name not in places:
        return shown
    return f'<a class="external" rel="noopener noreferrer" href="{places[name]}{escape(value)}">{shown}</a>'
