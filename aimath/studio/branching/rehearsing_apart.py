"""Rehearse in a branch, so that what a scene changes in its process is not there yet when it is filmed."""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from aimath.studio.branching.branches import CAN_BRANCH, Branch, Branches
from aimath.studio.branching.notes import Notes, add_notes, take_notes
from aimath.studio.errors import EndOfProcess
from aimath.studio.filming.rehearsing import Rehearsal, rehearse_plays
from aimath.studio.jobs import Shoot

_END_WITH_PARENT = 1
"""PR_SET_PDEATHSIG in <linux/prctl.h>."""


def rehearse_apart(shoot: Shoot) -> Rehearsal:
    """Go through a lesson without drawing, in another process where that can be.

    What a section changes in modules or in Manim's classes would otherwise be seen from the first frame on.

    Raises:
        FilmError: as `rehearse_plays` does.
    """
    if not CAN_BRANCH:
        return rehearse_plays(shoot)
    # What waits to be written is this process's to write.
    _flush()
    branches = Branches(shoot.source.name, 1)
    try:
        branch = branches.fork()
        if branch is not None:
            _rehearse_for(branch, shoot)
        rehearsed: tuple[Rehearsal, Notes] = branches.results()[0]
    except BaseException:
        branches.stop()
        raise
    rehearsal, notes = rehearsed
    add_notes(notes)
    return rehearsal


def _rehearse_for(branch: Branch, shoot: Shoot) -> NoReturn:
    """Rehearse in a branch, hand over what came of it, and end the branch in any case."""
    _end_with_parent()
    try:
        branch.end((rehearse_plays(shoot), take_notes()))
    except EndOfProcess as error:
        os._exit(error.code if isinstance(error.code, int) else 1)
    except BaseException as error:
        # A scene that fails is not gone through again, so what it has said is said here.
        _flush()
        branch.fail(error)


def _end_with_parent() -> None:
    """Have this process killed when that is which it came from; elsewhere than on Linux, do nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
