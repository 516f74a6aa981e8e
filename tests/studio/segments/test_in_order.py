"""Tasks done in order, at once or aside."""

import threading
from collections.abc import Callable

import pytest

from aimath.studio.segments.in_order import AsideWhenFree, AtOnce, InOrder

Worker = InOrder | AtOnce | AsideWhenFree
WAYS: list[Callable[[], Worker]] = [
    AtOnce,
    lambda: InOrder("aside", 2),
    lambda: AsideWhenFree("aside", lambda: True),
    lambda: AsideWhenFree("aside", iter([False, False, True]).__next__),
]


@pytest.mark.parametrize("make", WAYS)
def test_tasks_are_done_in_the_order_in_which_they_are_given(make: Callable[[], Worker]) -> None:
    worker, done = make(), list[int]()
    for number in range(20):
        worker.do(lambda number=number: done.append(number))
    worker.finish()
    assert done == list(range(20))


@pytest.mark.parametrize("make", WAYS)
def test_what_a_task_fails_with_is_raised(make: Callable[[], Worker]) -> None:
    worker = make()

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        for _ in range(5):
            worker.do(fail)
        worker.finish()
    worker.stop()


def test_as_long_as_no_core_is_to_spare_tasks_are_done_at_once() -> None:
    spare = iter([False, False, True])
    worker, threads = AsideWhenFree("aside", spare.__next__), list[str]()
    for _ in range(4):
        worker.do(lambda: threads.append(threading.current_thread().name))
    worker.finish()
    assert [name == "aside" for name in threads] == [False, False, True, True]


def test_after_stopping_nothing_more_is_done() -> None:
    worker, may_go_on, done = InOrder("aside", 2), threading.Event(), list[int]()
    worker.do(lambda: bool(may_go_on.wait(10)) and None)
    worker.do(lambda: done.append(1))
    threading.Timer(0.05, may_go_on.set).start()
    worker.stop()
    assert done == []
