"""Rehearse in a branch, so that what a scene changes in its process is not there yet when it is filmed."""

from aimath.studio.branching.branches import CAN_BRANCH, Branches
from aimath.studio.branching.notes import Notes, add_notes, take_notes
from aimath.studio.filming.rehearsing import Rehearsal, rehearse_plays
from aimath.studio.jobs import Shoot


def rehearse_apart(shoot: Shoot) -> Rehearsal:
    """Go through a lesson without drawing, in another process where that can be.

    What a section changes in modules or in Manim's classes would otherwise be seen from the first frame on.

    Raises:
        FilmError: as `rehearse_plays` does.
    """
    if not CAN_BRANCH:
        return rehearse_plays(shoot)
    branches = Branches(shoot.source.name, 1)
    try:
        branch = branches.fork()
        if branch is not None:
            try:
                rehearsal = rehearse_plays(shoot)
            except BaseException as error:
                branch.fail(error)
            branch.end((rehearsal, take_notes()))
        rehearsed: tuple[Rehearsal, Notes] = branches.results()[0]
    except BaseException:
        branches.stop()
        raise
    rehearsal, notes = rehearsed
    add_notes(notes)
    return rehearsal
