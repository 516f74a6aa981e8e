"""What the benchmark of rendering found: beside the targets, as a table, and as data."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.contenders import IN_SPACE, Subject
from benchmarks.edits import Edits
from benchmarks.processes import Cost

_SAME_SIMILARITY = 1e-4


@dataclass(frozen=True)
class Film:
    """What one film cost one of the two.

    Attributes:
        cost: the medians over all rounds.
        size: megabytes of the file.
        frames: how many frames it has.
        similarity: mean SSIM to the frames as they were drawn.
    """

    cost: Cost
    size: float
    frames: int
    similarity: float


@dataclass(frozen=True)
class Compared:
    """A scene, rendered by Manim and by aimath.

    Attributes:
        subject: the scene.
        manim: what Manim made of it.
        aimath: what aimath made of it.
        floor: seconds that encoding the frames takes, with aimath's settings and nothing else to do.
    """

    subject: Subject
    manim: Film
    aimath: Film
    floor: float

    @property
    def ratio(self) -> float:
        """How many times faster aimath is."""
        return self.manim.cost.wall / self.aimath.cost.wall

    @property
    def above_floor(self) -> float:
        """How many times as long as encoding alone it takes."""
        return self.aimath.cost.wall / self.floor


@dataclass(frozen=True)
class Target:
    """Something to reach.

    Attributes:
        name: what is measured.
        value: what it is.
        least: the least that will do.
        most: the most that will do.
    """

    name: str
    value: float
    least: float = -math.inf
    most: float = math.inf

    @property
    def is_met(self) -> bool:
        """Whether it is reached."""
        return self.least <= self.value <= self.most

    def __str__(self) -> str:
        wanted = f"≥ {self.least:g}" if self.least > -math.inf else f"≤ {self.most:g}"
        return f"{self.name}: {self.value:.4g} {wanted}{'' if self.is_met else '  MISSED'}"


def median(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several costs."""
    return Cost(
        *(statistics.median(values) for values in zip(*(vars(cost).values() for cost in costs), strict=True))
    )


def targets(compared: Sequence[Compared], edits: Edits | None) -> list[Target]:
    """Return what had to be reached, with what was."""
    found: list[Target] = []
    if compared:
        ratios = [pair.ratio for pair in compared]
        mean = statistics.geometric_mean(ratios)
        found.append(Target("times faster than Manim, geometric mean", mean, least=3))
        found.append(Target("times faster than Manim, worst scene", min(ratios), least=1))
    for pair in compared:
        found += _targets_of_scene(pair)
    return found + (_targets_of_edits(edits) if edits else [])


def _targets_of_scene(pair: Compared) -> list[Target]:
    name, ours, stock = pair.subject.name, pair.aimath, pair.manim
    found: list[Target] = []
    if name == IN_SPACE:
        found.append(Target(f"{name}: times faster than Manim", pair.ratio, least=5))
    if pair.subject.is_lesson:
        found.append(Target(f"{name}: times as long as encoding alone", pair.above_floor, most=1.5))
        found.append(Target(f"{name}: megabytes of memory", ours.cost.memory, most=400))
    return [
        *found,
        Target(f"{name}: size of the file beside Manim's", ours.size / stock.size, most=1),
        Target(f"{name}: SSIM less Manim's", ours.similarity - stock.similarity, least=-_SAME_SIMILARITY),
        Target(f"{name}: frames more or less than Manim", abs(ours.frames - stock.frames), most=0),
    ]


def _targets_of_edits(edits: Edits) -> list[Target]:
    found: list[Target] = []
    for edited in edits.edited:
        wrong = set(edited.changed) ^ set(edited.expected)
        found.append(Target(f"wrong films after an edit of {edited.name}", len(wrong), most=0))
        if edited.imports_manim is not None:
            found.append(Target("seconds when nothing changed", edited.cost.wall, most=1))
            found.append(Target("imports of Manim when nothing changed", edited.imports_manim, most=0))
    faster = edits.faster_after_an_edit
    if faster is not None:
        found.append(Target("times faster than all cold after an edit of one function", faster, least=10))
    return found


def table(compared: Sequence[Compared], edits: Edits | None) -> str:
    """Return the results as tables in Markdown."""
    lines: list[str] = []
    if compared:
        lines += _row(
            "scene",
            "seconds",
            "times faster",
            "encoding alone",
            "CPU seconds",
            "MB of memory",
            "MB of film",
            "SSIM",
        )
        lines += _row("---", *["---:"] * 7)
    for pair in compared:
        ours, stock = pair.aimath, pair.manim
        lines += _row(
            pair.subject.name,
            f"{stock.cost.wall:.1f} → {ours.cost.wall:.1f}",
            f"{pair.ratio:.1f}",
            f"{pair.floor:.1f} s",
            f"{stock.cost.cpu:.1f} → {ours.cost.cpu:.1f}",
            f"{stock.cost.memory:.0f} → {ours.cost.memory:.0f}",
            f"{stock.size:.2f} → {ours.size:.2f}",
            f"{stock.similarity:.4f} → {ours.similarity:.4f}",
        )
    if edits:
        lines += ["", *_row("all lessons", "seconds", "CPU seconds", "MB of memory", "films that changed")]
        lines += _row("---", "---:", "---:", "---:", "---")
        for count, cost in edits.workers.items():
            lines += _row(f"cold, {count} worker{'s' * (count > 1)}", *_costs(cost), "all")
        for edited in edits.edited:
            lines += _row(
                f"after an edit of {edited.name}", *_costs(edited.cost), ", ".join(edited.changed) or "none"
            )
    return "\n".join(lines) + "\n"


def as_data(compared: Sequence[Compared], edits: Edits | None, found: Sequence[Target]) -> dict[str, Any]:
    """Return everything ready for JSON."""
    return {
        "scenes": {
            pair.subject.name: {
                "manim": asdict(pair.manim),
                "aimath": asdict(pair.aimath),
                "encoding_alone": pair.floor,
                "times_faster": pair.ratio,
                "times_encoding_alone": pair.above_floor,
            }
            for pair in compared
        },
        "lessons": asdict(edits) if edits else None,
        "targets": [{"name": target.name, "value": target.value, "met": target.is_met} for target in found],
    }


def _costs(cost: Cost) -> tuple[str, str, str]:
    return f"{cost.wall:.2f}", f"{cost.cpu:.1f}", f"{cost.memory:.0f}"


def _row(*cells: str) -> list[str]:
    return ["| " + " | ".join(cells) + " |"]
