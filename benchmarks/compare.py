"""Time one way to do something beside other ways, fairly: in turn, in one run."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Run = Callable[[], object]
Clock = Callable[[], float]

SHORTEST = 0.02
"""Seconds that one measurement takes at least, so that the clock's own grain does not matter."""


@dataclass(frozen=True)
class Case:
    """One thing to do, with our way and the others' ways to do it."""

    name: str
    ours: Run
    others: dict[str, Run]
    rounds: int = 31
    """How often every way is timed."""


@dataclass(frozen=True)
class Outcome:
    """The median time of each way, in seconds."""

    name: str
    ours: float
    others: dict[str, float]

    @property
    def ratio(self) -> float:
        """Our time over the fastest other's: below 1 we are faster."""
        return self.ours / min(self.others.values())


def measure(case: Case, clock: Clock) -> Outcome:
    """Time every way once a round, A B C A B C, so that a slow moment of the machine hits them all alike."""
    ways = {"": case.ours, **case.others}
    repeats = {name: _repeats(run, clock) for name, run in ways.items()}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(case.rounds):
        for name, run in ways.items():
            times[name].append(_seconds(run, repeats[name], clock) / repeats[name])
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    return Outcome(case.name, medians.pop(""), medians)


def report(outcomes: Sequence[Outcome], most: float) -> bool:
    """Print a line for each outcome and return whether every ratio is at most `most`."""
    width = max(len(outcome.name) for outcome in outcomes)
    for outcome in outcomes:
        others = ", ".join(f"{name} {_milliseconds(seconds)}" for name, seconds in outcome.others.items())
        verdict = "" if outcome.ratio <= most else f"  more than {most}"
        times = f"aimath {_milliseconds(outcome.ours)}, {others}"
        print(f"{outcome.name:{width}}  {outcome.ratio:5.2f} x the fastest other  ({times}){verdict}")
    return all(outcome.ratio <= most for outcome in outcomes)


def _repeats(run: Run, clock: Clock) -> int:
    run()
    return max(1, round(SHORTEST / max(_seconds(run, 1, clock), 1e-6)))


def _seconds(run: Run, repeats: int, clock: Clock) -> float:
    start = clock()
    for _ in range(repeats):
        run()
    return clock() - start


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms"
