"""A website that follows its vault: what is known of it stays in memory from one change to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from headwater.bibliography.kept import KeptBibliography
from headwater.keeping import Keeping
from headwater.looking import Look, files_beside, look_again, look_at
from headwater.opening import open_vault
from headwater.pipeline import outcome_of
from headwater.problems import Problem
from headwater.publication.health import Health, shows_health
from headwater.publication.kept import kept_publication
from headwater.publication.kept_history import HeldHistory
from headwater.revision import revise
from headwater.scope import Scope
from headwater.site.files import DrawnPages, Site
from headwater.site.kept import NOTHING_DRAWN, KeptPage, KeptSite, drafts_after
from headwater.site.manifest import Fingerprint
from headwater.stages import Stages
from headwater.standing import Outcome, Standing, folder_of
from headwater.vault.kept import KeptContents
from headwater.vault.scan import VaultFile

_NOT_WRITTEN = Fingerprint("", 0)
"""In the place of the fingerprint of a page's file, of which a preview has none."""


class LivingSite:
    """The website of one vault in one scope; nothing of it is written anywhere.

    Its pages are drawn when they are asked for. After a change, those that cannot show it stay as they are.
    """

    def __init__(self, root: Path, scope: Scope) -> None:
        """Prepare; nothing is read yet.

        Args:
            root: The vault's folder.
            scope: Which notes the website shows.
        """
        self._root = root
        self._scope = scope
        self._key = b""
        self._contents: KeptContents | None = None
        self._standing: Standing | None = None
        self._last: Outcome | None = None
        self._look: Look | None = None
        self._touched: frozenset[str] = frozenset()
        self._held: KeptBibliography | None = None
        self._held_history: HeldHistory | None = None

    def touch(self, paths: Iterable[str]) -> None:
        """Hear that something has changed: the next time, only that is looked at if that is enough."""
        self._touched = frozenset(paths)

    def beside(self) -> list[VaultFile]:
        """The files that no watching of the vault's folder tells of, as they are now: see `Look.beside`."""
        return files_beside(self._root, self._look.config) if self._look else []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was odd about the vault when it was looked at last."""
        return self._last.problems if self._last else ()

    def site(self) -> Site:
        """The website as the vault is now.

        Raises:
            HeadwaterError: As for a build; what is known of the last site stays.
        """
        look = self._looked()
        if self._last and self._look and _is_same(look, self._look):
            return self._last.drawing.site
        contents, standing = self._known(look)
        resolver = self._last.publication.names.resolver if self._last else None
        health = self._health if shows_health(look.config, self._scope) else None
        outcome = revise(standing, contents, look, resolver, health) if standing else None
        if outcome is None:
            vault = open_vault(self._root, kept=contents, look=look, held=self._held)
            vault = replace(vault, held_history=self._held_history)
            outcome = outcome_of(vault, self._scope, standing.site if standing else NOTHING_DRAWN, Stages())
            self._held = vault.bibliography.held_for_next()
            self._held_history = vault.held_history_for_next()
        if self._last:
            _carry_over(self._last, outcome)
        self._remember(look, outcome, standing)
        return outcome.drawing.site

    def _health(self) -> Health:
        """How the vault fares, found out anew of all that was read of it until now."""
        if self._last is None or self._look is None or self._contents is None:
            raise RuntimeError("a site's Health page is drawn after the site was made")
        # Imported here because few previews are asked for it.
        from headwater.health import health_of  # noqa: PLC0415

        vault = open_vault(self._root, kept=self._contents, look=self._look, held=self._held)
        return health_of(vault, self._last.publication.notes, self._scope)

    def _looked(self) -> Look:
        touched, self._touched = self._touched, frozenset()
        again = look_again(self._look, touched) if self._look and touched else None
        return again or look_at(self._root)

    def _known(self, look: Look) -> tuple[KeptContents, Standing | None]:
        """The notes as they were read last, and what stands as long as the program and configuration do."""
        if self._contents is None:
            keeping = Keeping(look, self._scope)
            return keeping.contents, keeping.standing if keeping.is_of(keeping.standing) else None
        if look.key != self._key or self._standing is None or self._last is None:
            return self._contents, None
        # Only now is it known which pages were asked for since.
        return self._contents, msgspec.structs.replace(
            self._standing, site=_drawn(self._last, self._standing.site)
        )

    def _remember(self, look: Look, outcome: Outcome, before: Standing | None) -> None:
        self._key, self._contents, self._last, self._look = look.key, outcome.contents, outcome, look
        self._standing = Standing(
            contents=b"",
            folder=folder_of(look),
            kinds=list(outcome.kinds),
            publication=kept_publication(outcome.publication),
            site=before.site if before else NOTHING_DRAWN,
            problems=list(outcome.problems),
        )


def _is_same(look: Look, before: Look) -> bool:
    """Whether nothing has changed from one look to the next, nor may have without showing it."""
    same = look._replace(taken_ns=0) == before._replace(taken_ns=0)
    return same and look.is_settled(before.taken_ns)


def _carry_over(last: Outcome, now: Outcome) -> None:
    """Spare the pages that were drawn and are known to be as they were."""
    old, new = last.drawing.site.pages, now.drawing.site.pages
    if isinstance(old, DrawnPages) and isinstance(new, DrawnPages):
        new.keep({place: page for place, page in old.drawn().items() if place in now.drawing.known})


def _drawn(last: Outcome, before: KeptSite) -> KeptSite:
    """What was drawn of a site, be it at last or earlier."""
    drawing = last.drawing
    known = {place: before.pages[place] for place in drawing.known if place in before.pages}
    pages = {place: KeptPage(made, _NOT_WRITTEN) for place, made in drawing.site.drawn_from.copy().items()}
    claims = {**before.claims, **dict(drawing.claims)}
    rows, search = dict(drawing.rows), dict(drawing.search)
    drafts = drafts_after(before, drawing.known, dict(drawing.drafts))
    return KeptSite(
        dict(drawing.outputs),
        {**known, **pages},
        claims,
        rows,
        search,
        dict(drawing.lines),
        drafts,
        drawing.around,
    )
