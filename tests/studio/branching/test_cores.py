"""Cores are held until their process ends, and a spare one only if nobody waits."""

import time
from pathlib import Path

import pytest

from aimath.studio.branching.branches import CAN_BRANCH, Branches
from aimath.studio.branching.cores import Cores

pytestmark = pytest.mark.skipif(not CAN_BRANCH, reason="processes cannot be copied here")


def test_a_branch_takes_a_core_to_spare(tmp_path: Path) -> None:
    branches = Branches("one", 1, Cores(tmp_path, 2))
    if (branch := branches.fork()) is not None:
        branch.end([branches.take_spare_core() for _ in range(2)])
    assert branches.results() == [[True, False]]


def test_no_core_is_to_spare_while_somebody_may_need_it(tmp_path: Path) -> None:
    cores = Cores(tmp_path, 2)
    branches = Branches("one", 1, cores)
    with cores.in_queue():
        if (branch := branches.fork()) is not None:
            branch.end(branches.take_spare_core())
        assert branches.results() == [False]


def test_a_branch_that_waits_gets_the_core_before_one_that_could_use_another(tmp_path: Path) -> None:
    cores = Cores(tmp_path, 1)
    branches = Branches("one", 2, cores)
    for _ in range(2):
        if (branch := branches.fork()) is not None:
            time.sleep(0.2)
            branch.end(branches.take_spare_core())
    assert branches.results() == [False, False]


def test_a_core_is_free_again_when_a_branch_has_ended(tmp_path: Path) -> None:
    branches = Branches("one", 1, Cores(tmp_path, 2))
    for _ in range(2):
        if (branch := branches.fork()) is not None:
            branch.end(branches.take_spare_core())
    assert True in branches.results()
    assert Cores(tmp_path, 1).take_spare()


def test_who_has_made_branches_takes_no_spare_core(tmp_path: Path) -> None:
    assert not Branches("one", 1, Cores(tmp_path, 2)).take_spare_core()
