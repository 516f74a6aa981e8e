"""One `aimath render` in a process of its own, which sees the sources as they are now and can be stopped."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_SECONDS_TO_STOP = 3.0


class RenderProcess:
    """A film in the making.

    Args:
        targets: the lesson, or its sections.
        options: the options of `aimath render`.
        cores: how many cores may film at a time.

    Attributes:
        cores: the same.
    """

    def __init__(self, targets: Sequence[str], options: Sequence[str], cores: int) -> None:
        self.cores = cores
        self._output = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        python = [sys.executable, *(["-P"] if sys.flags.safe_path else [])]
        # In a session of its own it does not see the terminal's Ctrl-C, which is for us to hand on.
        self._process = subprocess.Popen(
            [*python, "-m", "aimath", "render", *targets, *options, f"--jobs={cores}", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=self._errors,
            start_new_session=True,
        )

    def ended(self) -> bool:
        """Tell whether it is done, one way or another."""
        return self._process.poll() is not None

    def films(self) -> list[Path]:
        """Return where the films are that it made or found fresh, once it has ended."""
        report = self._report()
        return [] if report is None else [Path(one["film"]) for one in (*report["films"], *report["fresh"])]

    def lines(self) -> list[str]:
        """Return what came of it, in lines for the user, once it has ended."""
        report = self._report()
        if report is None:
            self._errors.seek(0)
            lines = self._errors.read().strip().splitlines()
            return lines or [f"aimath: the film's process ended with exit code {self._process.returncode}"]
        made = [
            f"{one['name']}: filmed in {one['wall_time']:.1f} s: {one['film']}" for one in report["films"]
        ]
        fresh = [f"{one['name']}: fresh: {one['film']}" for one in report["fresh"]]
        return [*made, *fresh, *(f"aimath: {error}" for error in report["errors"])]

    def _report(self) -> dict[str, Any] | None:
        """Return what it told in JSON; None if it ended before it could."""
        self._output.seek(0)
        try:
            report: dict[str, Any] = json.loads(self._output.read())
        except ValueError:
            return None
        return report

    def interrupt(self) -> None:
        """Ask it to end."""
        if not self.ended():
            self._process.send_signal(signal.SIGINT)

    def stop(self) -> None:
        """End it; it cleans up after itself if it can."""
        self.interrupt()
        try:
            self._process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
