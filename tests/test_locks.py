"""The lock that keeps two builds from writing one folder at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.errors import OutputError
from headwater.locks import held

HOLD_AND_DIE = """
import os, sys
from pathlib import Path
from headwater.locks import held
with held(Path(sys.argv[1]), Path("site")):
    print("held", flush=True)
    sys.stdin.read()
    os._exit(9)
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def test_while_one_holds_the_lock_another_is_told_so(lock: Path) -> None:
    with (
        held(lock, Path("here")),
        pytest.raises(OutputError, match="another build is writing to 'here'"),
        held(lock, Path("here")),
    ):
        pass


def test_the_lock_can_be_taken_again_and_leaves_no_file(lock: Path) -> None:
    for _ in range(2):
        with held(lock, lock.parent):
            assert lock.exists()
        assert not lock.exists()


def test_a_lock_is_let_go_when_the_block_fails(lock: Path) -> None:
    with pytest.raises(ZeroDivisionError), held(lock, lock.parent):
        raise ZeroDivisionError
    assert not lock.exists()


def test_a_lock_file_that_nobody_holds_blocks_nobody(lock: Path) -> None:
    lock.write_text("4711", encoding="utf-8")
    with held(lock, lock.parent):
        pass
    assert not lock.exists()


def test_a_lock_holds_across_processes_and_ends_with_a_process_that_dies(lock: Path) -> None:
    command = [sys.executable, "-c", HOLD_AND_DIE, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        with pytest.raises(OutputError), held(lock, lock.parent):
            pass
        process.communicate()
    assert process.returncode == 9
    with held(lock, lock.parent):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows needs a privilege for symbolic links")
def test_a_lock_is_never_taken_through_a_symbolic_link(lock: Path, tmp_path: Path) -> None:
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError), held(lock, lock.parent):
        pass
    assert not (tmp_path / "elsewhere").exists()
