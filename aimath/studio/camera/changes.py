"""What differs between the drawings of two frames."""

import numpy as np
from numpy.typing import NDArray

from aimath.studio.camera.drawing import Drawing
from aimath.studio.camera.regions import Boxes
from aimath.studio.camera.shapes import Indices

Runs = tuple[NDArray[np.float64], Indices, Indices]
"""Rows of numbers, the first row of each shape, and how many rows each shape has."""


def changed_boxes(old: Drawing, new: Drawing) -> tuple[Boxes, int] | None:
    """Return where drawings differ; None if they have nothing in common.

    Shapes are compared by every bit of what is drawn of them, never by who they are.

    Returns:
        (k, 4) boxes outside of which both show the same, and how many shapes both begin with.
    """
    if old.matrix != new.matrix:
        return None
    old_kept, new_kept = _counterparts(old, new)
    same = _same(old, new, old_kept, new_kept)
    old_changed = np.ones(len(old.boxes), dtype=bool)
    new_changed = np.ones(len(new.boxes), dtype=bool)
    old_changed[old_kept[same]] = False
    new_changed[new_kept[same]] = False
    old_changed &= old.visible.any(axis=1)
    new_changed &= new.visible.any(axis=1)
    begins_alike = same & (old_kept == new_kept) & (new_kept == np.arange(len(new_kept)))
    count = len(begins_alike) if begins_alike.all() else int(begins_alike.argmin())
    return np.concatenate([old.boxes[old_changed], new.boxes[new_changed]]), count


def _counterparts(old: Drawing, new: Drawing) -> tuple[Indices, Indices]:
    """Return the places of the shapes that both drawings begin and end with.

    Shapes that keep their order are paired, so that those that turn out the same lie on each other as before.
    """
    if old.mobjects == new.mobjects:
        everything = np.arange(len(new.mobjects))
        return everything, everything
    head = _common_length(old.mobjects, new.mobjects)
    shorter = min(len(old.mobjects), len(new.mobjects)) - head
    tail = _common_length(old.mobjects[::-1][:shorter], new.mobjects[::-1][:shorter])
    first, last = np.arange(head), np.arange(-tail, 0)
    return (
        np.concatenate([first, len(old.mobjects) + last]),
        np.concatenate([first, len(new.mobjects) + last]),
    )


def _common_length(one: tuple[object, ...], other: tuple[object, ...]) -> int:
    length = 0
    for first, second in zip(one, other, strict=False):
        if first is not second:
            break
        length += 1
    return length


def _same(old: Drawing, new: Drawing, old_kept: Indices, new_kept: Indices) -> NDArray[np.bool_]:
    """Return (k,) which pairs of shapes are drawn alike."""
    same = (
        (old.visible[old_kept] == new.visible[new_kept]).all(axis=1)
        & (old.widths[old_kept] == new.widths[new_kept]).all(axis=1)
        & (old.joins[old_kept] == new.joins[new_kept])
        & (old.caps[old_kept] == new.caps[new_kept])
        & (old.gradients[old_kept] == new.gradients[new_kept]).all(axis=1)
    )
    for old_runs, new_runs in zip(_runs(old), _runs(new), strict=True):
        _compare_runs(same, old_runs, new_runs, old_kept, new_kept)
    return np.asarray(same)


def _runs(drawing: Drawing) -> list[Runs]:
    paths = drawing.paths
    colors = [(layer.rows, layer.starts, layer.counts) for layer in drawing.colors]
    return [(paths.records, paths.starts, paths.sizes), *colors]


def _compare_runs(
    same: NDArray[np.bool_], old: Runs, new: Runs, old_kept: Indices, new_kept: Indices
) -> None:
    """Clear `same` where a pair's rows differ in any bit."""
    old_rows, old_starts, old_sizes = old
    new_rows, new_starts, new_sizes = new
    same &= old_sizes[old_kept] == new_sizes[new_kept]
    everything = len(same) == len(old_starts) == len(new_starts) and same.all()
    if everything and np.array_equal(old_starts, new_starts) and len(old_rows) == len(new_rows):
        ends = np.cumsum(new_sizes)
        differences = _differences(old_rows, new_rows)
        same &= differences[ends] == differences[ends - new_sizes]
        return
    pairs = np.flatnonzero(same)
    sizes = new_sizes[new_kept[pairs]]
    ends = np.cumsum(sizes)
    place = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - sizes, sizes)
    differences = _differences(
        old_rows[np.repeat(old_starts[old_kept[pairs]], sizes) + place],
        new_rows[np.repeat(new_starts[new_kept[pairs]], sizes) + place],
    )
    same[pairs] = differences[ends] == differences[ends - sizes]


def _differences(old_rows: NDArray[np.float64], new_rows: NDArray[np.float64]) -> Indices:
    """Return (m + 1,) how many of the first 0, 1, … m rows differ in any bit."""
    differs = (old_rows.view(np.int64) != new_rows.view(np.int64)).any(axis=1)
    return np.concatenate([[0], np.cumsum(differs)])
