"""Show how films are coming along: bars on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol

from aimath.studio.workers import Finished, Progress

_SECONDS_BETWEEN_LINES = 10.0


class ProgressView(Protocol):
    """Something that shows events while films are made."""

    def notify(self, event: Progress | Finished) -> None:
        """Show an event."""


class Bars(AbstractContextManager["Bars"]):
    """A bar a film, with section, frames, frames a second and the time left."""

    def __init__(self, names: Sequence[str]) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        self._names = list(names)
        self._bars = Progress(
            TextColumn("[bold]{task.fields[name]}"),
            BarColumn(bar_width=24),
            TextColumn("{task.completed:.0f}/{task.fields[frames]} frames"),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("[dim]{task.fields[section]}"),
            console=Console(stderr=True),
        )
        self._tasks = [
            self._bars.add_task(
                "", total=None, start=False, name=name, section="waiting", rate="", frames="?"
            )
            for name in names
        ]
        self._started: dict[int, float] = {}

    def __enter__(self) -> "Bars":
        """Begin to draw."""
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the bars as they are."""
        self._bars.stop()

    def notify(self, event: Progress | Finished) -> None:
        """Move a bar."""
        task = self._tasks[event.job]
        if isinstance(event, Finished):
            state = "failed" if event.error else "done"
            self._bars.update(task, section=state)
            self._bars.stop_task(task)
            return
        if event.job not in self._started:
            self._started[event.job] = time.monotonic()
            self._bars.start_task(task)
        rate = event.frames / max(time.monotonic() - self._started[event.job], 1e-6)
        self._bars.update(
            task,
            completed=event.frames,
            total=event.total,
            section=event.section,
            rate=f"{rate:.0f} fps",
            frames=str(event.total or "?"),
        )


class Lines(AbstractContextManager["Lines"]):
    """A line when a section begins, every ten seconds, and when a film ends.

    Several sections may be filmed at a time, so that their news come in any order.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = list(names)
        self._begun: dict[int, set[str]] = {}
        self._last: dict[int, float] = {}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do nothing."""

    def notify(self, event: Progress | Finished) -> None:
        """Print a line if there is something new to say."""
        name = self._names[event.job]
        if isinstance(event, Finished):
            if event.result is not None:
                made = event.result
                frames = "1 frame" if made.frames == 1 else f"{made.frames} frames"
                self._print(f"{name}: {frames} in {made.wall_time:.1f} s: {made.film}")
            return
        now = time.monotonic()
        begun = self._begun.setdefault(event.job, set())
        if event.section not in begun or now - self._last[event.job] > _SECONDS_BETWEEN_LINES:
            begun.add(event.section)
            self._last[event.job] = now
            of = f" of {event.total}" if event.total else ""
            place = f"{name}:{event.section}" if event.section else name
            self._print(f"{place}: frame {event.frames}{of}")

    def _print(self, line: str) -> None:
        print(line, file=sys.stderr, flush=True)


class Silence(AbstractContextManager["Silence"]):
    """Show nothing."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do nothing."""

    def notify(self, event: Progress | Finished) -> None:
        """Show nothing."""


def progress_view(names: Sequence[str], *, quiet: bool = False) -> Bars | Lines | Silence:
    """Return the view that fits where we are."""
    if quiet:
        return Silence()
    return Bars(names) if sys.stderr.isatty() else Lines(names)
