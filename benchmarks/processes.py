"""Run a command, and say what it cost: time, processor time, and the memory of all its processes."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

# Seconds between looks at the memory: at first, and at most.
_FIRST_LOOK, _BETWEEN_LOOKS = 0.05, 0.5
# A look takes time from what is measured: this many times as long as it took, nobody looks again.
_REST = 30
_MEGABYTE = 1e6


@dataclass(frozen=True)
class Cost:
    """What a command cost.

    Attributes:
        wall: seconds from its start to its end.
        cpu: seconds of processor time, of all its processes.
        memory: megabytes that all its processes had at once at most; what they share counts once.
    """

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Ran:
    """A command that ended well.

    Attributes:
        cost: what it cost.
        output: what it wrote to its standard output.
        errors: what it wrote to its standard error.
    """

    cost: Cost
    output: str
    errors: str


def run(command: Sequence[str], folder: Path) -> Ran:
    """Run a command in a folder whose modules come before installed ones.

    Raises:
        RuntimeError: with the end of its messages if it fails.
    """
    environment = os.environ | {"PYTHONPATH": str(folder)}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=errors)
        memory = _PeakMemory(process.pid)
        memory.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.stop()
        output.seek(0)
        errors.seek(0)
        said, complaints = output.read(), errors.read()
    if process.returncode != 0:
        raise RuntimeError(
            f"{' '.join(command)} ended with {process.returncode}:\n{complaints[-2000:]}{said[-500:]}"
        )
    return Ran(Cost(wall, usage.ru_utime + usage.ru_stime, memory.peak), said, complaints)


class _PeakMemory(threading.Thread):
    """Looks again and again at how much memory a process and its descendants have."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._process = psutil.Process(process)
        self._over = threading.Event()

    def run(self) -> None:
        rest = _FIRST_LOOK
        while not self._over.wait(rest):
            began = time.perf_counter()
            self.peak = max(self.peak, self._now())
            rest = min(max(_REST * (time.perf_counter() - began), _FIRST_LOOK), _BETWEEN_LOOKS)

    def stop(self) -> None:
        self._over.set()
        self.join()

    def _now(self) -> float:
        total = 0
        try:
            family = [self._process, *self._process.children(recursive=True)]
        except psutil.Error:
            return 0.0
        for process in family:
            try:
                memory = process.memory_full_info()
            except psutil.Error:
                continue
            # A share of what several processes have in common, where the system tells.
            total += getattr(memory, "pss", memory.uss)
        return total / _MEGABYTE
