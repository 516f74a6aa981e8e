"""Branches hand over what came of them, fail and die without harm, and take a core each."""

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from aimath.studio.branching.branches import CAN_BRANCH, Branch, Branches
from aimath.studio.branching.cores import Cores
from aimath.studio.errors import FilmError
from aimath.studio.worker_process import Bug, DiedError
from tests.studio.deaths import die_in_the_middle_of_a_message

pytestmark = pytest.mark.skipif(not CAN_BRANCH, reason="processes cannot be copied here")


def test_results_come_in_the_order_of_the_branches() -> None:
    branches = Branches("sums", 3)
    for number in range(5):
        if (branch := branches.fork()) is not None:
            time.sleep(0.02 * (5 - number))
            branch.end(number * number)
    assert branches.results() == [0, 1, 4, 9, 16]


def test_progress_is_told_with_the_number_of_the_branch() -> None:
    told: list[tuple[int, str, int]] = []
    branches = Branches("sums", 2, watch=lambda *news: told.append(news))
    for number in range(2):
        if (branch := branches.fork()) is not None:
            branch.report(f"part {number}", 7)
            branch.end(None)
    branches.results()
    assert sorted(told) == [(0, "part 0", 7), (1, "part 1", 7)]


def test_what_a_branch_fails_with_is_raised_where_it_came_from() -> None:
    branches = Branches("sums", 1)
    if (branch := branches.fork()) is not None:
        branch.fail(FilmError("the third line is wrong"))
    with pytest.raises(FilmError, match="the third line is wrong"):
        branches.results()


def test_what_nobody_expected_comes_with_its_traceback() -> None:
    branches = Branches("sums", 1)
    if (branch := branches.fork()) is not None:
        fail_unexpectedly(branch)
    with pytest.raises(Bug, match=r"fail_unexpectedly[\s\S]*ZeroDivisionError"):
        branches.results()


def fail_unexpectedly(branch: Branch) -> None:
    try:
        print(1 / 0)
    except ZeroDivisionError as error:
        branch.fail(error)


def test_a_branch_that_is_killed_is_told_from_one_that_fails() -> None:
    branches = Branches("sums", 1)
    if branches.fork() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    with pytest.raises(DiedError, match="SIGKILL"):
        branches.results()


def test_a_branch_that_is_killed_while_it_hands_over_is_told_from_one_that_fails() -> None:
    branches = Branches("sums", 1)
    if (branch := branches.fork()) is not None:
        die_in_the_middle_of_a_message(branch._connection)
    with pytest.raises(DiedError, match="SIGKILL"):
        branches.results()


def test_stopping_leaves_no_process_behind() -> None:
    before = set(psutil.Process().children())
    branches = Branches("sums", 2)
    for _ in range(2):
        if branches.fork() is not None:
            while True:
                signal.pause()
    made = set(psutil.Process().children()) - before
    assert len(made) == 2
    branches.stop()
    assert not made & set(psutil.Process().children())


def test_no_more_branches_work_at_a_time_than_there_are_cores(tmp_path: Path) -> None:
    cores = Cores(tmp_path, 2)
    one, other = Branches("one", 3, cores), Branches("other", 3, cores)
    for branches in (one, other):
        for _ in range(3):
            if (branch := branches.fork()) is not None:
                began = time.monotonic()
                time.sleep(0.1)
                branch.end((began, time.monotonic()))
    times = one.results() + other.results()
    working = [sum(began <= moment < ended for began, ended in times) for moment, _ in times]
    assert max(working) == 2
