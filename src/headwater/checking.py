"""Everything odd about a vault that can be found without drawing its pages, and which of it to report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from headwater.config import FILE_NAME, CheckOptions
from headwater.errors import ConfigError, HeadwaterError, PublicationError, UsageError
from headwater.evidence.checks import COMPARING_RULES, check
from headwater.evidence.checks.indirect_evidence import indirect_evidence
from headwater.evidence.checks.unknown_codes import PROPERTY, ignored_codes
from headwater.evidence.ledger.reports import ledger_problems
from headwater.opened import Vault
from headwater.problems import CATALOGUE, Problem, in_order, near_code


class Choice(NamedTuple):
    """Which problems to report, by their codes."""

    select: frozenset[str] = frozenset()
    """These alone; all if empty."""

    ignore: frozenset[str] = frozenset()

    def takes(self, code: str) -> bool:
        """Whether problems of a code are to be reported."""
        return code not in self.ignore and (not self.select or code in self.select)


class Checked(NamedTuple):
    """What checking a vault came to."""

    problems: tuple[Problem, ...]
    """What is to be reported, by file and line."""

    ignored: int
    """How many more there are that notes say to ignore."""

    unpublished: str
    """Why nobody could tell what published pages would lack; empty where that was told."""


def check_vault(vault: Vault, choice: Choice | None = None) -> Checked:
    """Look for everything odd about a vault, its texts, its ledger and what is published of it.

    Nothing is written. What the ledger tells hangs on the texts of both ends of every edge, and of all that
    lies below, so builds leave it out, as they do the rules that compare claims.

    Args:
        vault: The vault.
        choice: Which problems to report; what its configuration says by default.

    Raises:
        ConfigError: The configuration names a code that does not exist, or publishes a kind that does not.
    """
    choice = configured_choice(vault.config.check) if choice is None else choice
    published, unpublished = _published(vault)
    items = {key: work.data for key, work in vault.bibliography.library.items.items()}
    compared = (*check(vault.graph, COMPARING_RULES), *indirect_evidence(vault.graph, items))
    found = in_order([*vault.problems, *compared, *_of_ledger(vault), *published])
    chosen = [one for one in found if choice.takes(one.code)]
    ignored = _ignored_by_notes(vault)
    problems = tuple(one for one in chosen if one.code not in ignored.get(one.path, ()))
    return Checked(problems, len(chosen) - len(problems), unpublished)


def _of_ledger(vault: Vault) -> tuple[Problem, ...]:
    """What is odd about the ledger, and the edges that want to be looked at again."""
    # To hold every edge against an empty ledger would take as long as all other rules.
    return ledger_problems(vault.assessment) if vault.ledger.reviews else vault.ledger.problems


def _published(vault: Vault) -> tuple[Iterable[Problem], str]:
    """What readers of the website would miss; or why there could be none."""
    try:
        return vault.publish().problems, ""
    except PublicationError as error:
        return (), error.message


def _ignored_by_notes(vault: Vault) -> Mapping[str, frozenset[str]]:
    """The codes that notes say to ignore, by path."""
    return {note.path: frozenset(ignored_codes(note)) for note in vault.notes if PROPERTY in note.properties}


def configured_choice(options: CheckOptions) -> Choice:
    """What a vault's configuration says to report.

    Raises:
        ConfigError: It names a code that does not exist.
    """

    def error(message: str, hint: str) -> HeadwaterError:
        return ConfigError(f"{FILE_NAME}: [check]: {message}", hint=hint)

    return Choice(_known(options.select, error), _known(options.ignore, error))


def given_choice(select: Sequence[str], ignore: Sequence[str]) -> Choice:
    """What arguments say to report, in place of the configuration.

    Args:
        select: The codes to report alone; all if there are none.
        ignore: Those not to report.

    Raises:
        UsageError: A code does not exist.
    """
    return Choice(_known(select, _usage_error), _known(ignore, _usage_error))


def known_code(code: str) -> str:
    """A code, in the letter case of the catalogue.

    Raises:
        UsageError: No problem has it.
    """
    (known,) = _known([code], _usage_error)
    return known


def _usage_error(message: str, hint: str) -> HeadwaterError:
    return UsageError(message, hint=hint)


def _known(codes: Iterable[str], error: Callable[[str, str], HeadwaterError]) -> frozenset[str]:
    known = set()
    for code in codes:
        if code.casefold() not in CATALOGUE:
            near = near_code(code)
            hint = f"did you mean {near!r}?" if near else "docs/problems.md lists every code"
            raise error(f"no problem has the code {code!r}", hint)
        known.add(code.casefold())
    return frozenset(known)
