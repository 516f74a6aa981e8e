"""Film a scene with several cores: the scene is gone through once, and branches film what comes."""

from pathlib import Path

from manim import Scene

from aimath.stage.lesson import Lesson
from aimath.stage.take import Take
from aimath.studio.branches import Branch, Branches
from aimath.studio.cores import Cores
from aimath.studio.encoding import Frame
from aimath.studio.file_writer import FilmWriter
from aimath.studio.film_parts import FilmedPart, join_parts
from aimath.studio.jobs import Shoot
from aimath.studio.segments.in_order import AtOnce
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.segment import Segment, Shown
from aimath.studio.segments.store import SegmentStore, segments_folder
from aimath.studio.shooting import Rehearsal, Shot, Watcher, go_through


class BranchCrew:
    """A process that goes through a scene, and its branches, each of which films a run of frames.

    Attributes:
        is_filming: whether this process is a branch.
        may_skip: whether frames need not be gone through, which is so for lessons.

    Args:
        job: the scene and how it is filmed.
        branches: the branches.
    """

    is_filming = False
    may_skip = False

    def __init__(self, job: Shoot, branches: Branches) -> None:
        self._job, self._branches = job, branches
        self._branch: Branch | None = None
        self._recorder: SegmentRecorder | None = None
        self._segments: list[tuple[str, Shown]] = []
        self._scene: Scene | None = None

    def join(self, scene: Scene) -> None:
        """Begin with a scene."""
        self._scene = scene
        self.may_skip = isinstance(scene, Lesson)

    def change(self) -> None:
        """Let a new branch film the frames that come; the branch that has filmed those before ends."""
        if self._branch is not None:
            self.end(None)
        self._branch = self._branches.fork()
        if self._branch is None:
            return
        self.is_filming = True
        store = SegmentStore(segments_folder(self._job.settings))
        self._recorder = SegmentRecorder(store, self._job.settings, self._keep, AtOnce())
        self._writer.hand_over(self._recorder, self._report)
        self._take.poster = None

    def end(self, last: Frame | None) -> None:
        """End this process if it is a branch.

        Args:
            last: the last frame of the film, if the branch has filmed that.
        """
        if self._branch is None or self._recorder is None:
            return
        self._recorder.close()
        self._branch.end(FilmedPart(tuple(self._segments), self._writer.frames, self._take.poster, last))

    def fail(self, error: BaseException) -> None:
        """End this process if it is a branch, and leave it to the process that it came from to tell why."""
        if self._branch is not None:
            self._branch.fail(error)

    @property
    def _writer(self) -> FilmWriter:
        assert self._scene is not None and isinstance(self._scene.renderer.file_writer, FilmWriter)
        return self._scene.renderer.file_writer

    @property
    def _take(self) -> Take:
        return self._scene.take if isinstance(self._scene, Lesson) else Take()

    def _keep(self, segment: Segment) -> None:
        self._segments.append((segment.key, segment.frames[0]))

    def _report(self, frames: int) -> None:
        assert self._branch is not None
        self._branch.report(self._take.current, frames)


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
    done: dict[int, int] = {}

    def notify(number: int, section: str, frames: int) -> None:
        done[number] = frames
        watch(section, sum(done.values()))

    branches = Branches(job.source.name, cores.count, cores, notify)
    crew = BranchCrew(job, branches)
    try:
        crew.end(go_through(job, crew))
        filmed: list[FilmedPart] = branches.results()
    except BaseException as error:
        crew.fail(error)
        branches.stop()
        raise
    return join_parts(filmed, rehearsal, job, path)
