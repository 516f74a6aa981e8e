"""Film a scene with several cores: one process walks through it, and its branches film what comes."""

from pathlib import Path
from typing import Any

from manim import Scene

from aimath.studio.branching.branch_crew import BranchCrew
from aimath.studio.branching.branches import Branches
from aimath.studio.branching.cores import Cores
from aimath.studio.branching.film_parts import FilmedPart, join_parts
from aimath.studio.branching.notes import add_notes
from aimath.studio.filming.file_writer import write_nothing
from aimath.studio.filming.film_renderer import FilmRenderer
from aimath.studio.filming.rehearsing import Rehearsal
from aimath.studio.filming.runs import Runs
from aimath.studio.filming.shooting import Shot, Watcher, nothing_played, ready_scene
from aimath.studio.jobs import Shoot


def film_in_branches(job: Shoot, rehearsal: Rehearsal, cores: Cores, path: Path, watch: Watcher) -> Shot:
    """Film a scene to a video file, several runs of its frames at a time.

    Args:
        job: the scene.
        rehearsal: what is known of its plays.
        cores: how many branches film at a time; they share the cores with those of other films.
        path: the file.
        watch: told how far it is.

    Raises:
        FilmError: if the scene fails.
        SegmentGoneError: if somebody emptied the store meanwhile.
    """
    done = {-1: rehearsal.beginning.frame_count}

    def notify(number: int, section: str, frames: int) -> None:
        done[number] = frames
        watch(section, sum(done.values()))

    branches = Branches(job.source.name, cores.count, cores, notify)
    crew = BranchCrew(job, branches)
    try:
        with cores.in_queue():
            _go_through(job, crew, rehearsal)
        filmed: list[FilmedPart] = branches.results()
        for part in filmed:
            if part.notes:
                add_notes(part.notes)
    except BaseException as error:
        crew.fail(error)
        branches.stop()
        raise
    if not any(part.segments for part in filmed):
        raise nothing_played(job)
    return join_parts(filmed, rehearsal, job, path)


def _go_through(shoot: Shoot, crew: BranchCrew, rehearsal: Rehearsal) -> None:
    """Go through a scene with a crew that films it.

    Args:
        shoot: the scene and how it is filmed.
        crew: the crew; it ends processes that it has made.
        rehearsal: what is known of its plays.

    Raises:
        FilmError: as `shoot` does.
    """
    with ready_scene(shoot) as scene:
        write_nothing(scene)
        assert isinstance(scene.renderer, FilmRenderer)
        crew.join(scene)
        scene.renderer.chosen = rehearsal.plays_to_film
        scene.renderer.runs.share_out(crew, sum(rehearsal.plays) - rehearsal.beginning.frame_count)
        _choose_moments(scene, scene.renderer.runs)
        scene.render()
        if scene.renderer.num_plays == 0:
            raise nothing_played(shoot)
        crew.end()


def _choose_moments(scene: Scene, runs: Runs) -> None:
    """Choose which moments of a play a scene goes through."""
    known: Any = scene.get_time_progression

    def moments(*args: Any, **options: Any) -> Any:
        return runs.moments_to_visit(known(*args, **options))

    vars(scene)["get_time_progression"] = moments
