"""`headwater serve VAULT`."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit

from headwater.cli.options import add_output_options, add_vault
from headwater.cli.report import counted, report_problems, say
from headwater.config import load_config
from headwater.errors import HeadwaterError
from headwater.preview import PreviewOptions, Rebuild, serve
from headwater.preview.living import LivingSite
from headwater.scope import MARKED, Scope
from headwater.site.files import Site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    add_vault(parser)
    add_server_options(parser)


def add_server_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command that serves a preview."""
    parser.add_argument("--published", action="store_true", help="show exactly what `build` would write")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=None, help="the port to listen on (default: a free one from 8765)"
    )
    parser.add_argument("--open", action="store_true", help="open the preview in the browser")
    add_output_options(parser)


def run(options: argparse.Namespace) -> int:
    """Serve a vault until it is interrupted."""
    return serve_vault(options.vault, options)


def serve_vault(vault: Path, options: argparse.Namespace) -> int:
    """Serve one vault with the options of `add_server_options`."""
    scope = MARKED if options.published else Scope(withheld_too=True)

    living = LivingSite(vault, scope)

    def site() -> Site:
        known = living.problems
        now = living.site()
        if not options.quiet and living.problems != known:
            report_problems(living.problems, verbose=options.verbose)
        return now

    def ready(address: str) -> None:
        shown = "what would be published" if options.published else "every note, the withheld ones marked"
        say(f"{address} shows {shown}; press Ctrl-C to stop")
        if options.open:
            webbrowser.open(address)

    base_path = urlsplit(load_config(vault).site.base_url).path
    serve(
        site,
        vault,
        PreviewOptions(
            host=options.host,
            port=options.port,
            base_path=base_path,
            on_change=living.touch,
            beside=living.beside,
        ),
        on_ready=ready,
        on_rebuild=_tell,
    )
    return 0


def _tell(rebuild: Rebuild) -> None:
    """Say how a rebuild went."""
    error = rebuild.error
    if isinstance(error, HeadwaterError):
        say(f"error: {error.message}\nhint: {error.hint}" if error.hint else f"error: {error.message}")
    elif error is None:
        say(f"rebuilt in {rebuild.seconds:.2f} s; {counted(len(rebuild.changed), 'file')} changed")
