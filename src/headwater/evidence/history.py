"""How claims and their support changed: commit by commit, for every note of a vault at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from headwater.config import Config
from headwater.evidence.kinds import vocabulary
from headwater.evidence.past import Past, is_note
from headwater.evidence.steps import is_canvas, of_commit, of_folder
from headwater.evidence.telling import ClaimChange, Told, tell
from headwater.vault.commits import Change, Commit, Log, read_log, uncommitted
from headwater.vault.contents import VaultContents
from headwater.vault.dates import parse_date
from headwater.vault.history import Blobs, Facts, facts_of, read_blobs
from headwater.vault.notes import Canvas, NotePath
from headwater.vault.scan import belongs


class Supporter(NamedTuple):
    """A note that supports another, or did."""

    path: NotePath
    """Where it lies today, or lay at last."""

    claim: str
    """What it claimed then; empty where its kind makes no claims."""


class Event(NamedTuple):
    """A change of what a note claims or of what supports it."""

    commit: str
    """The id of the commit; empty for what is not committed yet."""

    date: datetime | None
    """When its author wrote the commit; None where nobody knows."""

    author: str
    subject: str
    """The first line of the commit's message."""

    path: NotePath
    """Where the note lay then."""

    change: ClaimChange | None
    """What became of its claim; None where it stayed as it was."""

    before: str
    """The words of the claim before, where they changed."""

    after: str
    """The words of the claim since, where they changed."""

    added: tuple[Supporter, ...]
    """The notes that support it since."""

    removed: tuple[Supporter, ...]
    """Those that no longer do."""


class KeptFile(NamedTuple):
    """A file as the last commit that was told of has it."""

    path: str
    number: int
    """The note's number; -1 for other files."""

    note: Facts | None
    canvas: Canvas | None
    said: list[tuple[int, int]]


class KeptCommit(NamedTuple):
    """A commit that changed something."""

    id: str
    date: str
    author: str
    subject: str


class KeptHistory(NamedTuple):
    """What is known of the history up to a commit: plain values, so that it can be kept.

    It holds as long as the vault's configuration and the edition of Headwater are the same.
    """

    commit: str
    """The last commit that was told of."""

    edge: list[str]
    """The commits at which a shallow clone ended."""

    commits: list[KeptCommit]
    told: list[Told]
    paths: list[NotePath]
    words: list[str]
    files: list[KeptFile]
    graves: dict[str, int]


NOTHING_TOLD = KeptHistory("", [], [], [], [], [], [], {})


class Histories(NamedTuple):
    """The history of every note of a vault."""

    events: Mapping[NotePath, tuple[Event, ...]]
    """Of each note that is in the vault or in the repository what changed, newest first."""

    kept: KeptHistory
    """What the next call can go on from."""

    is_whole: bool
    """Whether it goes back to the first commit; it does not in a shallow clone."""


def histories(contents: VaultContents, config: Config, kept: KeptHistory = NOTHING_TOLD) -> Histories:
    """How the claim of every note and its support changed, told by the repository around a vault.

    Git is asked a fixed number of times, whatever the number of notes and commits; nothing is changed.
    Links of a time are resolved among the files of that time. Beside branches that are merged later these are
    those of the other branch, too.

    Args:
        contents: The vault as it was read; what differs from the last commit is the newest event.
        config: Its configuration; also the past is read by it.
        kept: What an earlier call gave for the same configuration.

    Raises:
        HistoryError: Git is missing, or cannot tell; the message says why.
    """
    log = read_log(contents.root, kept.commit)
    if not log.follows or sorted(log.edge) != kept.edge:
        log, kept = (read_log(contents.root) if log.follows else log), NOTHING_TOLD
    listed, changed = belongs(config.ignore), uncommitted(contents.root)
    past = _past_of(kept, config)
    kept = _go_on(past, kept, log, _read(contents, log, listed, changed), listed)
    today = of_folder(changed, contents, past.held)
    news = tell(past, len(kept.commits), [today]) if today else []
    events = _events(past, [*kept.commits, KeptCommit("", "", "", "")], [*kept.told, *news])
    return Histories(events, kept, not log.edge)


def _go_on(
    past: Past, kept: KeptHistory, log: Log, blobs: Blobs, listed: Callable[[str], bool]
) -> KeptHistory:
    """What is known after the commits of a log, too; they change the files."""
    commits, told = list(kept.commits), list(kept.told)
    for commit in log.commits:
        parents = [list(of_commit(changes, blobs, listed)) for changes in commit.changes]
        missing = max(0, len(commit.parents) - len(parents))
        news = tell(past, len(commits), parents, missing) if any(parents) else []
        # Before the edge of a shallow clone nothing is known: what is there was not written then.
        if news and commit.id not in log.edge:
            date = commit.date.isoformat() if commit.date else ""
            commits.append(KeptCommit(commit.id, date, commit.author, commit.subject))
            told += news
    last = log.commits[-1].id if log.commits else kept.commit
    return _to_keep(past, KeptHistory(last, sorted(log.edge), commits, told, [], [], [], {}))


def _read(
    contents: VaultContents, log: Log, listed: Callable[[str], bool], changed: Collection[str]
) -> Blobs:
    """What the files held that the commits of a log changed.

    Most of them are still what was read off the folder: the others alone are asked of git.
    """
    notes: dict[str, None] = {}
    canvases: dict[str, None] = {}
    last: dict[str, str] = {}
    for change in _changes(log.commits):
        last[change.path] = change.blob
        for path, blob in ((change.path, change.blob), (change.old_path, change.old_blob)):
            if blob and (is_note(path) or is_canvas(path)) and listed(path):
                (notes if is_note(path) else canvases)[blob] = None
    known = {
        blob: facts_of(contents.by_path[NotePath(path)])
        for path, blob in last.items()
        if blob in notes and path in contents.by_path and path not in changed
    }
    read = read_blobs(contents.root, (blob for blob in notes if blob not in known), canvases)
    return Blobs({**known, **read.notes}, read.canvases)


def _changes(commits: Iterable[Commit]) -> Iterable[Change]:
    return (change for commit in commits for changes in commit.changes for change in changes)


def _past_of(kept: KeptHistory, config: Config) -> Past:
    past = Past(vocabulary(config))
    past.restore(((file.path, file.number, file.note or file.canvas) for file in kept.files), kept.graves)
    past.paths[:], past.words[:] = kept.paths, kept.words
    for file in kept.files:
        past.say(file.path, frozenset(map(_pair, file.said)))
    return past


def _pair(numbers: tuple[int, int]) -> tuple[int, int]:
    start, end = numbers
    return start, end


def _to_keep(past: Past, kept: KeptHistory) -> KeptHistory:
    files = [
        KeptFile(
            path,
            past.numbers.get(path, -1),
            held if isinstance(held, Facts) else None,
            held if isinstance(held, Canvas) else None,
            sorted(past.said.get(path, ())),
        )
        for path, held in past.held.items()
    ]
    return kept._replace(
        paths=list(past.paths), words=list(past.words), files=files, graves=dict(past.graves)
    )


def _events(past: Past, commits: list[KeptCommit], told: Iterable[Told]) -> dict[NotePath, tuple[Event, ...]]:
    events: dict[NotePath, list[Event]] = defaultdict(list)
    dates = [parse_date(commit.date) for commit in commits]
    for one in told:
        # Where another note was renamed to the path of one that is gone, the path is that other one's.
        if past.at(past.paths[one.note]) != one.note:
            continue
        commit = commits[one.commit]
        event = Event(
            commit.id,
            dates[one.commit],
            commit.author,
            commit.subject,
            NotePath(one.path),
            one.change,
            one.before,
            one.after,
            _supporters(past, one.added),
            _supporters(past, one.removed),
        )
        events[past.paths[one.note]].append(event)
    return {path: tuple(reversed(of_note)) for path, of_note in events.items()}


def _supporters(past: Past, told: Iterable[tuple[int, str]]) -> tuple[Supporter, ...]:
    return tuple(sorted(Supporter(past.paths[number], claim) for number, claim in told))
