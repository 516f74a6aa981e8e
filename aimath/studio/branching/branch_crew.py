"""A process and its branches, filming one scene together."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from manim import Scene

from aimath.stage.lesson import Lesson
from aimath.stage.take import Take
from aimath.studio.branching.branches import Branch, Branches
from aimath.studio.branching.film_parts import FilmedPart
from aimath.studio.branching.notes import take_notes
from aimath.studio.filming.file_writer import FilmWriter
from aimath.studio.frames.gathered import Gathered
from aimath.studio.jobs import Shoot
from aimath.studio.segments.in_order import AsideWhenFree
from aimath.studio.segments.recording import SegmentRecorder
from aimath.studio.segments.segment import Segment, SegmentNote
from aimath.studio.segments.store import SegmentStore, segments_folder

MOST_GATHERED = 64 * 2**20
"""Bytes of frames that may be kept undrawn; a run that takes more is filmed by the process that walks."""


class BranchCrew:
    """A process that walks through a scene, and its branches, each of which films a run of frames.

    Where frames may be skipped, a branch goes ahead and films what comes. Elsewhere the process goes through
    every frame, keeps undrawn what they show, and a branch draws them.

    Attributes:
        is_filming: whether this process looks at the frames that come.

    Args:
        job: the scene and how it is filmed.
        branches: the branches.
    """

    is_filming = False

    def __init__(self, job: Shoot, branches: Branches) -> None:
        self._job, self._branches = job, branches
        self._store = SegmentStore(segments_folder(job.settings))
        self._scene: Scene | None = None
        self._branch: Branch | None = None
        self._gathered: Gathered | None = None
        self._recorder: SegmentRecorder | None = None
        self._notes: list[SegmentNote] = []

    def join(self, scene: Scene) -> None:
        """Begin with a scene."""
        self._scene = scene

    def change(self, *, may_skip: bool) -> None:
        """Find out who films the run of frames that begins; a branch ends with its own."""
        self._end_run(None)
        if may_skip:
            self._branch = self._branches.fork()
            self.is_filming = self._branch is not None
            if self.is_filming:
                self._writer.hand_over(self._new_recorder(), self._report)
        else:
            self.is_filming = True
            self._gathered = Gathered()
            self._writer.hand_over(self._gathered, self._mind_the_size)

    def end(self) -> None:
        """End the last run of frames, and this process if it is a branch."""
        self._end_run(self._last_frame)

    def fail(self, error: BaseException) -> None:
        """End this process if it is a branch, and leave it to the process that it came from to tell why."""
        if self._branch is not None:
            self._branch.fail(error)

    def _end_run(self, last: Callable[[], Any] | None) -> None:
        if self._gathered is not None:
            self._branch = self._branches.fork()
            if self._branch is not None:
                shown = self._gathered.last
                self._gathered.hand_to(self._new_recorder(), self._report)
                last = shown.pixels if last is not None and shown is not None else None
        if self._recorder is not None:
            self._recorder.close()
            part = FilmedPart(tuple(self._notes), self._take.poster, None if last is None else last())
            if self._branch is not None:
                self._branch.end(replace(part, notes=take_notes()))
            self._branches.add(part)
        self._gathered = self._recorder = None
        self._take.poster = None
        self._notes.clear()
        self.is_filming = False

    def _last_frame(self) -> Any:
        assert self._scene is not None
        return self._scene.renderer.get_frame()

    def _mind_the_size(self, frames: int) -> None:
        if self._gathered is not None and self._gathered.size > MOST_GATHERED:
            gathered, self._gathered = self._gathered, None
            recorder = self._new_recorder()
            gathered.hand_to(recorder, lambda frames: None)
            self._writer.hand_over(recorder, lambda frames: None)

    def _new_recorder(self) -> SegmentRecorder:
        aside = AsideWhenFree("encoder", self._branches.take_spare_core)
        self._recorder = SegmentRecorder(self._store, self._job.settings, self._keep, aside)
        return self._recorder

    def _keep(self, segment: Segment) -> None:
        self._notes.append(segment.note)

    def _report(self, frames: int) -> None:
        if self._branch is not None:
            self._branch.report(self._take.current, frames)

    @property
    def _writer(self) -> FilmWriter:
        assert self._scene is not None and isinstance(self._scene.renderer.file_writer, FilmWriter)
        return self._scene.renderer.file_writer

    @property
    def _take(self) -> Take:
        return self._scene.take if isinstance(self._scene, Lesson) else Take()
