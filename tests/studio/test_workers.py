"""Tasks in worker processes: one that fails or dies leaves the others alone."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from aimath.studio.ahead import Ahead
from aimath.studio.errors import FilmError
from aimath.studio.worker_process import Bug, Line, Task
from aimath.studio.workers import Finished, Progress, run_tasks
from tests.studio.deaths import die_in_the_middle_of_a_message


@dataclass(frozen=True)
class Double:
    """Doubles a number."""

    number: int
    name: str = "double"

    def run(self, line: Line) -> int:
        line.report("doubling", 1, 2)
        return 2 * self.number


@dataclass(frozen=True)
class Hash:
    """Tells the hash of a word, which decides the order of sets."""

    word: str
    name: str = "hash"

    def run(self, line: Line) -> int:
        return hash(self.word)


@dataclass(frozen=True)
class DieOften:
    """Is killed so many times before it comes to an end; marks in a folder keep count."""

    marks: Path
    times: int
    name: str = "unlucky"

    def run(self, line: Line) -> str:
        count = len(list(self.marks.iterdir()))
        if count < self.times:
            (self.marks / str(count)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "alive"


@dataclass(frozen=True)
class DieOnceInAMessage:
    """Is killed while it tells something, and comes to an end the next time; a mark keeps count."""

    mark: Path
    name: str = "unlucky"

    def run(self, line: Line) -> str:
        if not self.mark.exists():
            self.mark.touch()
            die_in_the_middle_of_a_message(line._connection)
        return "alive"


@dataclass(frozen=True)
class Fail:
    """Fails as a film does, or as only a bug does."""

    error: Exception
    name: str = "broken"

    def run(self, line: Line) -> None:
        raise self.error


@dataclass(frozen=True)
class AskFirst:
    """Asks for the whole task, and doubles its number."""

    number: int
    marks: Path
    deaths: int = 0
    is_early: bool = False
    name: str = "early"

    def run(self, line: Line) -> tuple[int, int]:
        count = len(list(self.marks.iterdir()))
        if count < self.deaths:
            (self.marks / str(count)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        whole = line.ask() if self.is_early else self
        return self.number, 2 * whole.number


def run(*tasks: Task, at_a_time: int = 2) -> tuple[list[Finished], list[Progress]]:
    heard: list[Progress] = []
    ended = run_tasks(tasks, at_a_time, lambda e: heard.append(e) if isinstance(e, Progress) else None)
    return ended, heard


def test_results_come_in_the_order_of_the_tasks() -> None:
    ended, heard = run(Double(3), Double(5), Double(7))
    assert [end.result for end in ended] == [6, 10, 14]
    assert {event.job for event in heard} == {0, 1, 2}
    assert all((event.section, event.frames, event.total) == ("doubling", 1, 2) for event in heard)


def test_a_task_whose_process_is_killed_is_tried_again(tmp_path: Path) -> None:
    (end,), _ = run(DieOften(tmp_path, 1))
    assert (end.result, end.error) == ("alive", None)


def test_a_task_whose_process_is_killed_while_it_tells_something_is_tried_again(tmp_path: Path) -> None:
    (end,), _ = run(DieOnceInAMessage(tmp_path / "mark"))
    assert (end.result, end.error) == ("alive", None)


def test_a_task_whose_process_is_killed_twice_is_given_up_and_the_others_go_on(tmp_path: Path) -> None:
    (unlucky, fine), _ = run(DieOften(tmp_path, 9), Double(4))
    assert fine.result == 8
    assert "unlucky: its process was ended by SIGKILL" in str(unlucky.error)
    assert "out of memory?" in str(unlucky.error)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_film_that_fails_is_not_tried_again_and_says_why() -> None:
    (broken, fine), _ = run(Fail(FilmError("vectors: line 3: no such thing")), Double(1))
    assert str(broken.error) == "vectors: line 3: no such thing"
    assert fine.result == 2


def test_a_bug_comes_with_its_traceback() -> None:
    (broken,), _ = run(Fail(ZeroDivisionError("1 / 0")))
    assert isinstance(broken.error, Bug)
    assert "test_workers.py" in str(broken.error)
    assert "report it" in str(broken.error)


def test_a_worker_that_was_started_ahead_takes_the_first_task() -> None:
    with Ahead(["json", "csv"]) as ahead:
        ahead.start()
        ended = run_tasks([Double(3), Double(5)], 1, lambda event: None, ahead.workers)
        assert ahead.workers == []
        ahead.start()
        assert ahead.workers == []
    assert [end.result for end in ended] == [6, 10]


def test_a_task_may_begin_before_all_of_it_is_known(tmp_path: Path) -> None:
    with Ahead() as ahead:
        ahead.begin(AskFirst(1, tmp_path, is_early=True))
        ended = run_tasks([AskFirst(3, tmp_path), Double(5)], 2, lambda event: None, ahead.workers)
    assert [end.result for end in ended] == [(1, 6), 10]


def test_a_task_that_began_early_and_is_killed_is_tried_again_as_a_whole(tmp_path: Path) -> None:
    with Ahead() as ahead:
        ahead.begin(AskFirst(1, tmp_path, deaths=1, is_early=True))
        (end,) = run_tasks([AskFirst(3, tmp_path)], 1, lambda event: None, ahead.workers)
    assert end.result == (3, 6)


def test_a_task_that_began_early_ends_if_nobody_goes_on_with_it(tmp_path: Path) -> None:
    with Ahead() as ahead:
        ahead.begin(AskFirst(1, tmp_path, is_early=True))
        (worker,) = ahead.workers
    assert worker.connection.closed


def test_a_worker_that_was_started_ahead_for_nothing_ends() -> None:
    with Ahead(["json", "csv"]) as ahead:
        ahead.start()
        (worker,) = ahead.workers
    assert worker.connection.closed


def test_a_worker_that_died_before_its_task_is_replaced() -> None:
    with Ahead(["json", "csv"]) as ahead:
        ahead.start()
        ahead.workers[0].terminate()
        ahead.workers[0].death()
        (end,) = run_tasks([Double(4)], 1, lambda event: None, ahead.workers)
    assert end.result == 8


def test_sets_have_the_same_order_in_every_process() -> None:
    ended, _ = run(Hash("loss"), Hash("loss"))
    assert ended[0].result == ended[1].result
