"""A vault in which a few notes have other texts than at the last build, and all else is as it was.

That is what happens while somebody writes. What all notes together come to (names, kinds, edges, traces, what
is published) then need not be found out again. Whatever this module cannot be sure of it leaves to a build
of the whole vault, which defines what is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

from headwater.bibliography.citations import citation_of
from headwater.bibliography.library_names import but_for_libraries
from headwater.evidence.build import Statements, statements
from headwater.evidence.graph import Graph
from headwater.evidence.kinds import Kind, Vocabulary, vocabulary
from headwater.evidence.ledger.records import REVIEWS
from headwater.evidence.resolve import MOST_SUGGESTIONS, Resolver
from headwater.lastbuild import PASSING
from headwater.lazy import Lazy
from headwater.looking import Look
from headwater.problems import ABOUT_ONE_NOTE, Problem, in_order
from headwater.publication import Publication, PublicNote, problems_of, revised
from headwater.publication.cards import card_of
from headwater.publication.citing import citations_in, citations_on
from headwater.publication.health import HealthSource
from headwater.publication.kept import publication_of
from headwater.publication.names import PublicNames
from headwater.publication.redaction import Redactor
from headwater.site.pages import render_changes
from headwater.standing import Changed, Outcome, Standing, is_as_it_was
from headwater.vault.dates import from_property
from headwater.vault.kept import NOTE, KeptContents, changed_notes
from headwater.vault.notes import Dates, Note, NotePath
from headwater.vault.read import read_note_file
from headwater.vault.scan import VaultFile

MOST_CHANGED = 100
"""With how many changed notes a build of the whole vault begins to be as fast."""


def revise(
    standing: Standing,
    known: KeptContents,
    look: Look,
    resolver: Resolver | None = None,
    health: HealthSource | None = None,
) -> Outcome | None:
    """Build a site from what the last build left.

    Args:
        standing: What it left.
        known: The notes and canvases as it read them.
        look: What is in the vault's folder now; its configuration is what it was.
        resolver: What resolved links against the files of the vault then, if it is at hand.
        health: Says what the site's Health page tells, if it has one: that hangs on the whole vault.

    Returns:
        What a build of the whole vault would come to; None where only that can tell.
    """
    changed = _changed(standing, known, look)
    if changed is None or len(changed) > MOST_CHANGED:
        return None
    read = {NotePath(file.path): read_note_file(file, known.notes[NotePath(file.path)]) for file in changed}
    # Files that could not be read have no digest: what is odd about them may be another thing now.
    other = [path for path, one in read.items() if not one.digest or one.digest != known.notes[path].digest]
    contents = KeptContents({**known.notes, **read}, known.canvases)
    was = {path: NOTE.decode(known.notes[path].note) for path in other}
    return _Reviser(standing, look, contents, resolver).outcome(list(read), was, health)


def _changed(standing: Standing, contents: KeptContents, look: Look) -> list[VaultFile] | None:
    """The notes whose files have changed; None where anything else has that may matter."""
    passing = PASSING - {"unreadable-file"}  # of which each note that has changed tells by itself
    same = is_as_it_was(look, standing.folder) and not any(
        found.code in passing for found in standing.problems
    )
    return changed_notes(contents, look.files) if same else None


class _Reviser:
    def __init__(
        self, standing: Standing, look: Look, contents: KeptContents, resolver: Resolver | None
    ) -> None:
        self.standing = standing
        self.known_resolver = resolver
        self.config = look.config
        self._beside = look.beside
        self.contents = contents
        self.attachments = {file.path: Path(file.location) for file in look.files.attachments}
        self.others = [*self.attachments, *contents.canvases]
        self.notes = Lazy({path: one.note for path, one in contents.notes.items()}, NOTE)

    def outcome(
        self, read: Sequence[NotePath], was: Mapping[NotePath, Note], health: HealthSource | None
    ) -> Outcome | None:
        """What the build comes to.

        Args:
            read: The notes whose files were read again.
            was: Those of them that have changed, as they were.
            health: Says what the site's Health page tells, if it has one.
        """
        if not all(self._is_quiet(path, note) for path, note in was.items()):
            return None
        public = {path: self._revised(note) for path, note in was.items()}
        if not all(_cites_the_same(note, self.published.notes[path]) for path, note in public.items()):
            return None
        cards = {path: card_of(note) for path, note in public.items()}
        publication = self.published.replaced(public, cards)
        before = [self.published.notes[path] for path in was]
        drawing = render_changes(publication, self.config, self.standing.site, before, health)
        if drawing is None:
            return None
        problems = in_order(chain(self._problems(public), drawing.problems(was)))
        changed = Changed(read, list(was))
        return Outcome(self.contents, self.standing.kinds, publication, drawing, problems, changed=changed)

    def _is_quiet(self, path: NotePath, was: Note) -> bool:
        """Whether a change of a note's text is nothing to others but as far as they show that text."""
        note = self.notes[path]
        return (
            path in self.standing.publication.notes
            and note.readable == was.readable
            and _places(note) == _places(was)
            and self._told(note) == self._told(was)
            and self._dates(was) is not None
            and self._says_the_same(note, was)
            and (note.claim == was.claim or not self._claims_are_compared)
            and list(citations_in(note.body)) == list(citations_in(was.body))
            and self.redactor.files_of(note) == self.redactor.files_of(was)
        )

    @property
    def _claims_are_compared(self) -> bool:
        """Whether other words of a claim change more than what is shown of it.

        They turn reviewed edges suspect; and by its words git's history knows a note that was moved.
        """
        return self._has_reviews or self.config.site.history

    @property
    def _has_reviews(self) -> bool:
        return any(file.path == REVIEWS for file in self._beside)

    def _told(self, note: Note) -> dict[str, object]:
        """The properties but for the date of the last change, unless reviews are of that, too."""
        reviewed = {name.casefold() for name in self.config.review.properties} if self._has_reviews else ()
        keys = {key for key in self.config.dates.updated if key.casefold() not in reviewed}
        return {key: value for key, value in note.properties.items() if key not in keys}

    def _says_the_same(self, note: Note, was: Note) -> bool:
        """Whether a note states the same of others, at places that no problem of the whole vault names."""
        new, old = self._statements(note), self._statements(was)
        missing = sum(found.code == "missing-link" for found in (*self.standing.problems, *new.problems))
        named = (
            found.path == note.path and found.line and found.code not in ABOUT_ONE_NOTE
            for found in self.standing.problems
        )
        # Which of very many missing names get a suggestion depends on the order in which they are read.
        return new.edges == old.edges and missing <= MOST_SUGGESTIONS and not any(named)

    def _statements(self, note: Note) -> Statements:
        return statements(note, self.notes, self.kinds, self.resolver, self.vocabulary)

    def _dates(self, was: Note) -> Dates | None:
        """A note's dates now; None where git might know them better."""
        dates, keys = self.published.notes[was.path].dates, self.config.dates.updated
        new, old = (from_property(note, keys, []) for note in (self.notes[was.path], was))
        # By their texts: two moments may be one and yet be written in two time zones.
        if str(new) == str(old):
            return dates
        return dates._replace(updated=new) if new is not None else None

    def _revised(self, was: Note) -> PublicNote:
        public, note = self.published.notes[was.path], self.notes[was.path]
        return revised(public, note, self._dates(was) or public.dates, self.redactor)

    def _problems(self, public: Mapping[NotePath, PublicNote]) -> Iterator[Problem]:
        """What is odd, but for formulas: what was, save about these notes, and what is about them now."""
        for found in self.standing.problems:
            if found.path not in public or found.code not in ABOUT_ONE_NOTE:
                yield found
        yield from self.redactor.problems
        for path, shown in public.items():
            note = self.notes[path]
            yield from self.contents.notes[path].problems
            yield from self._statements(note).problems
            yield from self._date_problems(note)
            _, unknown = self.vocabulary.kind_of(note)
            yield from [unknown] if unknown else []
            yield from problems_of(shown, note, self.redactor.shown)

    def _date_problems(self, note: Note) -> Iterable[Problem]:
        problems: list[Problem] = []
        for keys in (self.config.dates.created, self.config.dates.updated):
            from_property(note, keys, problems)
        return problems

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary(self.config)

    @cached_property
    def kinds(self) -> Mapping[NotePath, Kind]:
        kinds = self.vocabulary.kinds
        return {path: kinds[name] for path, name in zip(self.notes, self.standing.kinds, strict=True)}

    @cached_property
    def resolver(self) -> Resolver:
        if self.known_resolver is None:
            return Resolver(self.notes, self.others)
        self.known_resolver.forget_suggestions()
        return self.known_resolver

    @cached_property
    def redactor(self) -> Redactor:
        graph = Graph(self.notes, self.kinds, {}, (), self.vocabulary, self.resolver)
        kept = self.standing.publication
        keys = self.config.fields.citation
        return Redactor(
            graph,
            frozenset(kept.notes),
            but_for_libraries(self.attachments, self.config.citations),
            lambda note: citation_of(note, keys).text,
            frozenset(kept.attachments),
            self.config.site.language,
            canvases={path: self.contents.canvases[path].layout for path in kept.canvases},
        )

    @cached_property
    def published(self) -> Publication:
        """What was published."""
        kept = self.standing.publication
        attachments = frozenset(kept.attachments)
        names = PublicNames(self.resolver, frozenset(kept.notes), attachments, kept.canvases)
        return publication_of(kept, names, self.attachments, self.vocabulary)


def _cites_the_same(note: PublicNote, was: PublicNote) -> bool:
    """Whether a published note cites what it cited, in the same order: else its citations are made anew."""
    return list(citations_on(note)) == list(citations_on(was))


def _places(note: Note) -> object:
    """What links into a note may name."""
    return [(heading.level, heading.text) for heading in note.headings], note.block_ids
