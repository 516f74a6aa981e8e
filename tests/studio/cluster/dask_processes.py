"""A Dask scheduler and its workers over loopback, each a process of its own."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

_QUIET = {"DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s"}


@dataclass
class DaskCluster:
    """A scheduler and its workers.

    Attributes:
        folder: where each has a folder of its own.
        address: of the scheduler.
        workers: by name.
    """

    folder: Path
    address: str = ""
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    scheduler: subprocess.Popen[bytes] | None = None

    def start_scheduler(self) -> None:
        self.scheduler = self._start("scheduler", ["--host", "127.0.0.1", "--port", "0"])
        self.address = self._wait_for("scheduler", r"Scheduler at:\s+(tcp://\S+)")

    def start_worker(self, name: str, import_path: Path | None = None) -> str:
        """Start a worker that films one part at a time, and return its address."""
        options = [self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
        options += ["--name", name, "--local-directory", str(self.folder / name / "scratch")]
        self.workers[name] = self._start("worker", options, name, import_path)
        return self._wait_for(name, r"Start worker at:\s+(tcp://\S+)[\s\S]*Registered to")

    def stop(self, name: str) -> None:
        process = self.workers.pop(name)
        process.kill()
        process.wait()

    def stop_all(self) -> None:
        for name in list(self.workers):
            self.stop(name)
        if self.scheduler is not None:
            self.scheduler.kill()
            self.scheduler.wait()

    def _start(
        self, kind: str, options: list[str], name: str = "", import_path: Path | None = None
    ) -> subprocess.Popen[bytes]:
        folder = self.folder / (name or kind)
        folder.mkdir()
        environment = os.environ | _QUIET
        if import_path is not None:
            environment["PYTHONPATH"] = str(import_path)
        with (folder / "log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, "--no-dashboard"],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _wait_for(self, name: str, pattern: str) -> str:
        log = self.folder / name / "log"
        for _ in range(600):
            found = re.search(pattern, log.read_text(encoding="utf-8"))
            if found:
                return found[1]
            time.sleep(0.1)
        raise AssertionError(f"{name} did not start: {log.read_text(encoding='utf-8')}")
