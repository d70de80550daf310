"""Publication and views → every page of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from headwater.config import Config
from headwater.problems import Problem
from headwater.publication import Publication, PublicNote
from headwater.publication.differences import Differences
from headwater.publication.health import Health, HealthSource
from headwater.site.drawer import Drawer
from headwater.site.files import Site
from headwater.site.ingredients import Ingredients
from headwater.site.kept import NOTHING_DRAWN, KeptClaim, KeptSite
from headwater.site.known import Known
from headwater.site.manifest import Fingerprint
from headwater.site.urls import twin_of
from headwater.vault.notes import NotePath


@dataclass(frozen=True, slots=True)
class Drawing:
    """A site whose pages are drawn when they are first asked for."""

    site: Site
    known: Mapping[str, Fingerprint]
    """The pages that need not be drawn, as an earlier run did."""

    outputs: Mapping[NotePath, str]
    """The file of every note's page."""

    claims: Mapping[NotePath, KeptClaim]
    """The claims that are drawn by now."""

    rows: Mapping[NotePath, bytes]
    """The notes that are drawn as rows by now."""

    search: Mapping[str, str]
    """The shards of the search's index that are known by now."""

    lines: Mapping[NotePath, bytes]
    """The notes that are drawn as items of lists in Markdown by now."""

    drafts: Mapping[str, bytes]
    """The large files that are known by now, by place."""

    around: bytes
    """What surrounds every note's page."""

    draw_shared: Callable[[], None]
    """Draws every claim now: they stand on many pages, and whoever asks for all does well to begin so."""

    problems: Callable[[Iterable[NotePath] | None], tuple[Problem, ...]]
    """Says what cannot be drawn as it is written, of all notes or of some."""

    ingredients: Callable[[], bytes]
    """Packs all that the pages are drawn from, for `site_of` in another process."""


def render_site(
    publication: Publication,
    config: Config,
    kept: KeptSite | None = None,
    health: HealthSource | None = None,
    others: Differences | None = None,
) -> Drawing:
    """Prepare every page.

    Args:
        publication: What may be shown.
        config: The vault's configuration.
        kept: What an earlier run drew with this configuration; None if nothing is to be kept of this one.
        health: Says what the Health page tells; None where there is none.
        others: What differs from what that run drew all of its pages from, if that is known.

    Raises:
        PublicationError: Two notes have one permalink, or a permalink is no place on a site.
    """
    drawer = Drawer(publication, config, kept, health=health)
    return _drawing(drawer, Known(drawer, kept).pages(others) if kept else {})


def render_changes(
    publication: Publication,
    config: Config,
    kept: KeptSite,
    before: Sequence[PublicNote],
    health: HealthSource | None = None,
) -> Drawing | None:
    """Prepare every page, when nothing has changed but the texts of a few notes.

    Args:
        publication: What may be shown now.
        config: The vault's configuration, as it was.
        kept: What an earlier run drew.
        before: The notes whose texts have changed, as they were then.
        health: Says what the Health page tells; None where there is none.

    Returns:
        A site of which no pages need be drawn but those that may show one of the changes; None where more
        would have to be looked at to know them.
    """
    changed = {note.path for note in before}
    given = kept._replace(rows=_but_for(kept.rows, changed), lines=_but_for(kept.lines, changed))
    drawer = Drawer(publication, config, given, kept.outputs, health=health, only_texts_changed=True)
    known = Known(drawer, given)
    affected = None if known.is_called_otherwise(before) else known.affected(before)
    touched = known.touched(before) if affected is not None else None
    if affected is None or touched is None:
        return None
    outputs = {kept.outputs[path] for path in affected}
    places = outputs.union(map(twin_of, outputs), touched)
    return _drawing(
        drawer, {place: page.fingerprint for place, page in kept.pages.items() if place not in places}
    )


def _drawing(drawer: Drawer, known: Mapping[str, Fingerprint]) -> Drawing:
    """The site that is drawn, of whose pages these are known."""
    return Drawing(
        drawer.site(known),
        known,
        drawer.addresses.outputs,
        drawer.rows.claims,
        drawer.rows.notes,
        drawer.search.drawn,
        drawer.twins.lines,
        drawer.map.drafts,
        drawer.inputs.around,
        drawer.draw_shared,
        drawer.problems,
        drawer.ingredients,
    )


def _but_for(drawn: Mapping[NotePath, bytes], changed: Iterable[NotePath]) -> dict[NotePath, bytes]:
    """What was drawn of notes, without some of them."""
    left = dict(drawn)
    for path in changed:
        left.pop(path, None)
    return left


def site_of(given: Ingredients) -> Site:
    """A site as it is in another process, which gave its ingredients; of attachments it knows names alone.

    It cannot draw a Health page: that is left to the process that has the vault.
    """
    drawer = Drawer(
        given.publication,
        given.config,
        NOTHING_DRAWN if given.remembers else None,
        given.outputs,
        health=_elsewhere if given.has_health else None,
        only_texts_changed=given.only_texts_changed,
    )
    drawer.rows.claims.update(given.claims)
    return drawer.site({})


def _elsewhere() -> Health:
    raise RuntimeError("a Health page is drawn where the vault is")
