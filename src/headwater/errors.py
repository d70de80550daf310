"""The exceptions Headwater raises for mistakes a user can make and mend.

    HeadwaterError
    ├── UsageError           a bad argument, or an argument that names nothing
    │   ├── NoteNotFound     no note answers to that name
    │   └── NoteAmbiguous    several notes answer to it
    ├── ConfigError          headwater.toml cannot be used
    ├── VaultError           the vault is missing or cannot be read at all
    ├── OutputError          the site cannot be written there
    ├── PublicationError     what is marked cannot be published as it stands
    ├── HistoryError         git cannot tell how the notes changed
    ├── CitationError        a library, a style, a file of retractions or pandoc cannot be used
    │   └── PandocRefused    pandoc ran, and does not take what it was given
    └── ImportSourceError    the pages to import cannot be used

Anything else that escapes is a bug and keeps its traceback. What is merely odd in a vault is no
exception: it is a `headwater.problems.Problem`, and the rest goes on.
"""

from __future__ import annotations


class HeadwaterError(Exception):
    """A mistake a user can mend: one message (what and where) and a hint (how to mend it)."""

    exit_code = 1
    """What the command line exits with when this error ends it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(HeadwaterError):
    """A command was given an argument it cannot use."""

    exit_code = 2


class NoteNotFound(UsageError):
    """No note answers to the name, path, citekey or start of a claim that was given."""


class NoteAmbiguous(UsageError):
    """Several notes answer to what was given; the message lists them."""


class ConfigError(HeadwaterError):
    """`headwater.toml` is no valid TOML, or holds an option that does not exist."""

    exit_code = 2


class VaultError(HeadwaterError):
    """The vault's folder does not exist, is no folder, or cannot be read."""


class OutputError(HeadwaterError):
    """The output folder is not ours to write, or writing to it failed."""


class PublicationError(HeadwaterError):
    """Nothing is marked for publication, or two notes claim one permalink."""


class HistoryError(HeadwaterError):
    """Git is missing, or there is no repository around the vault whose history it could tell."""


class CitationError(HeadwaterError):
    """A library, a citation style or a file of retractions cannot be read, or pandoc is missing or failed."""


class PandocRefused(CitationError):
    """Pandoc ran and ended with an error: what it was given is at fault, if it takes anything at all."""


class ImportSourceError(HeadwaterError):
    """The pages to import do not exist or hold nothing that can be imported."""
