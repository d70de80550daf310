"""A vault as it was: its files come, change and go, and what supports what follows them.

Every note has a number that stays the same when it is renamed. Only what a change can concern is read again:
the files that changed, and those that name a file which came, went or is of another kind now.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from headwater.evidence.build import statements
from headwater.evidence.graph import source_named_in
from headwater.evidence.kinds import CONTENT, SOURCE, SUPPORTS, Kind, Vocabulary
from headwater.evidence.resolve import Resolved, Resolver, bare_name, folded
from headwater.vault.history import Facts
from headwater.vault.notes import Canvas, Link, Note, NotePath

Pair = tuple[int, int]
"""The numbers of two notes of which the first supports the second."""

Held = Facts | Canvas | None
"""What a file holds: a note's facts, a canvas; None for an attachment."""


class Names:
    """What links name among files that come and go; see `headwater.evidence.resolve`."""

    def __init__(self) -> None:
        self._paths: dict[str, set[str]] = defaultdict(set)
        self._resolvers: dict[str, Resolver] = {}
        """By name, of the files of that name alone: no others can be meant."""

    def add(self, path: str) -> None:
        """There is a file of that path now."""
        self._paths[bare_name(path)].add(path)
        self._resolvers.pop(bare_name(path), None)

    def remove(self, path: str) -> None:
        """There is none any more."""
        self._paths[bare_name(path)].discard(path)
        self._resolvers.pop(bare_name(path), None)

    def resolve(self, link: Link, origin: str) -> Resolved | None:
        """What a link names that is written in the file of a path; None where no file fits."""
        if not link.target:
            return Resolved(origin)
        name = bare_name(link.target)
        if name not in self._resolvers:
            paths = sorted(self._paths.get(name, ()))
            notes = [path for path in paths if is_note(path)]
            self._resolvers[name] = Resolver(notes, (path for path in paths if not is_note(path)))
        return self._resolvers[name].resolve(link, origin)

    def suggestion(self, _target: str) -> str:
        """Nothing: nobody mends links of the past."""
        return ""


class Delta(NamedTuple):
    """What became of what files say, once some have changed."""

    before: Mapping[str, frozenset[Pair]]
    """By path of a file whose statements were read again: what supports what by what it said."""

    after: Mapping[str, frozenset[Pair]]
    """The same, by what it says now."""


class Past:
    """The files of a vault at one time, and which note supports which."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.held: dict[str, Held] = {}
        """What every file holds."""

        self.numbers: dict[str, int] = {}
        """The number of every note that there is."""

        self.graves: dict[str, int] = {}
        """The number of the note that was last at a path where there is none now."""

        self.paths: list[NotePath] = []
        """Where each note is, or was at last, by number."""

        self.words: list[str] = []
        """What each note claims, or claimed at last; empty where its kind makes no claims."""

        self.said: dict[str, frozenset[Pair]] = {}
        """What supports what by every file that says so."""

        self.written: Counter[Pair] = Counter()
        """How many files say so."""

        self._notes: dict[NotePath, Note] = {}
        self._kinds: dict[NotePath, Kind] = {}
        self._names = Names()
        self._naming: dict[str, set[str]] = defaultdict(set)
        self._citekeys: dict[str, NotePath] = {}
        self._sources: dict[str, set[NotePath]] = defaultdict(set)
        self._relates: dict[str, bool] = {}

    def at(self, path: str) -> int | None:
        """The number of the note at a path, or of the one that was there last."""
        return self.numbers.get(path, self.graves.get(path))

    def says(self, path: str, held: Held) -> frozenset[Pair]:
        """What supports what by a file at a path, if it held this, as things are now."""
        if path not in self.held or held is None:
            return frozenset()
        if held is self.held[path]:
            return self._supports(path, held if isinstance(held, Canvas) else self._notes[NotePath(path)])
        return self._supports(path, held if isinstance(held, Canvas) else self._note(NotePath(path), held))

    def change(self, gone: Iterable[str], moved: Mapping[str, str], placed: Mapping[str, Held]) -> Delta:
        """Let some files go and place others.

        Args:
            gone: Paths of files that are no more.
            moved: Of notes that were renamed, the new path by the old.
            placed: What files hold now, by path: new ones, changed ones, and those that were renamed.
        """
        numbers = {new: self.numbers[old] for old, new in moved.items() if old in self.numbers}
        before = {path: self.said.get(path, frozenset()) for path in placed}
        touched: set[str] = set()
        for path in (*gone, *moved):
            if path in self.held and path not in placed:
                before[path] = self.said.get(path, frozenset())
                self._let_go(path, touched)
        for path, held in placed.items():
            self._place(path, held, numbers.get(path), touched)
        for path in moved:
            self.graves.pop(path, None)
        for path in {path for name in touched for path in self._naming.get(name, ())}:
            before.setdefault(path, self.said.get(path, frozenset()))
        after = {path: self.says(path, self.held.get(path)) for path in before}
        for path, pairs in after.items():
            self.say(path, pairs)
        return Delta(before, after)

    def say(self, path: str, pairs: frozenset[Pair]) -> None:
        """Note down what supports what by a file."""
        self.written.subtract(self.said.pop(path, ()))
        self.written.update(pairs)
        if pairs:
            self.said[path] = pairs

    def restore(self, files: Iterable[tuple[str, int, Held]], graves: Mapping[str, int]) -> None:
        """Place files as they were when their notes had these numbers; what they say is to be said apart."""
        for path, number, held in files:
            self._place(path, held, number, set())
        self.graves.update(graves)

    def _let_go(self, path: str, touched: set[str]) -> None:
        self._forget_names(path)
        held = self.held.pop(path)
        self._names.remove(path)
        touched.add(bare_name(path))
        if isinstance(held, Facts):
            self._kinds.pop(NotePath(path))
            self._tell_source(self._notes.pop(NotePath(path)), is_source=False)
            self.graves[path] = self.numbers.pop(path)

    def _place(self, path: str, held: Held, number: int | None, touched: set[str]) -> None:
        """Put a file at a path, or other contents into it.

        Args:
            path: The path.
            held: What it holds.
            number: The number of the note that was renamed to it, if one was.
            touched: Where to put its name, if other files may mean something else by it now.
        """
        if path in self.held:
            self._forget_names(path)
        else:
            self._names.add(path)
            touched.add(bare_name(path))
        self.held[path] = held
        if isinstance(held, Facts):
            self._place_note(NotePath(path), held, touched)
            self._number(NotePath(path), number)
        for name in self._names_in(path):
            self._naming[name].add(path)

    def _place_note(self, path: NotePath, facts: Facts, touched: set[str]) -> None:
        note = self._notes[path] = self._note(path, facts)
        kind, _ = self.vocabulary.kind_of(note)
        if self._kinds.get(path) is not kind:
            touched.add(bare_name(path))
        self._kinds[path] = kind
        self._tell_source(note, is_source=kind.name == SOURCE)

    def _number(self, path: NotePath, number: int | None) -> None:
        """Give the note at a path its number: the one it had under another path or before it was deleted."""
        known = self.at(path) if number is None else number
        self.graves.pop(path, None)
        if known is None:
            known = len(self.paths)
        # A number that was kept may be higher than those of all notes that came before.
        while known >= len(self.paths):
            self.paths.append(path)
            self.words.append("")
        self.numbers[path] = known
        self.paths[known] = path
        self.words[known] = self._notes[path].claim if self._kinds[path].claims else ""

    def _note(self, path: NotePath, facts: Facts) -> Note:
        """A note that says this, without the fields that can say nothing of support."""
        fields = tuple(field for field in facts.fields if self._can_support(field.name))
        return facts._replace(fields=fields).note(path)

    def _can_support(self, field: str) -> bool:
        if field not in self._relates:
            meaning = self.vocabulary.meaning(field)
            self._relates[field] = meaning is not None and meaning.relation in {None, SUPPORTS}
        return self._relates[field]

    def _tell_source(self, note: Note, *, is_source: bool) -> None:
        """Keep which source a citekey names: of several notes of one name, the first path."""
        sources = self._sources[note.name] if is_source or note.name in self._sources else set()
        if is_source:
            sources.add(note.path)
        else:
            sources.discard(note.path)
        if sources:
            self._citekeys[note.name] = min(sources)
        else:
            self._citekeys.pop(note.name, None)

    def _supports(self, path: str, written: Note | Canvas) -> frozenset[Pair]:
        """What supports what by a file, and by its name."""
        numbers, pairs = self.numbers, set()
        if isinstance(written, Canvas) or written.fields:
            said = statements(written, self._notes, self._kinds, self._names, self.vocabulary).edges
            pairs = {(numbers[start], numbers[end]) for start, relation, end in said if relation == SUPPORTS}
        if isinstance(written, Note) and self._kinds[written.path].name == CONTENT:
            source = source_named_in(written.name, self._citekeys)
            if source is not None and source != path:
                pairs.add((numbers[source], numbers[path]))
        return frozenset(pairs)

    def _forget_names(self, path: str) -> None:
        for name in self._names_in(path):
            self._naming[name].discard(path)

    def _names_in(self, path: str) -> Iterator[str]:
        """The names a file depends on: those its links name; of source content, what may be its citekey."""
        held = self.held[path]
        if isinstance(held, Canvas):
            yield from map(bare_name, held.files)
        elif held is not None:
            note = self._notes[NotePath(path)]
            yield from (bare_name(link.target) for field in note.fields for link in field.links)
            if self._kinds[note.path].name == CONTENT:
                yield from map(folded, _beginnings(note.name))


def _beginnings(name: str) -> Iterator[str]:
    """What may be the citekey that begins a name, as `source_named_in` tries it."""
    cut = len(name)
    while cut > 0:
        yield name[:cut].rstrip(" -–—")
        cut = name.rfind(" ", 0, cut)


def is_note(path: str) -> bool:
    """Whether a file is a note, by its name."""
    return path[-3:].lower() == ".md"
