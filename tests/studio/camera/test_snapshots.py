"""Snapshots know where they differ from the one before, and from no other."""

import gc

import numpy as np
import pytest

from aimath.studio.camera.snapshots import Snapshot, snapshot_of

BOXES = np.array([[2, 1, 5, 3]])


def pixels() -> np.ndarray:
    return np.zeros((6, 8, 4), dtype=np.uint8)


def test_a_snapshot_differs_from_the_one_before_in_its_boxes() -> None:
    before = snapshot_of(pixels(), None, None)
    now = snapshot_of(pixels(), before, BOXES)
    assert now.differs_from(before) == [(2, 1, 5, 3)]


def test_nobody_knows_where_it_differs_from_others() -> None:
    before, other = snapshot_of(pixels(), None, None), snapshot_of(pixels(), None, None)
    now = snapshot_of(pixels(), before, BOXES)
    assert now.differs_from(other) is None
    assert before.differs_from(other) is None
    assert snapshot_of(pixels(), before, None).differs_from(before) is None


def test_parts_and_copies_know_nothing() -> None:
    before = snapshot_of(pixels(), None, None)
    now = snapshot_of(pixels(), before, BOXES)
    for derived in (now[1:], now.copy(), now.view()):
        assert isinstance(derived, Snapshot)
        assert derived.differs_from(before) is None


def test_it_does_not_keep_the_one_before() -> None:
    before = snapshot_of(pixels(), None, None)
    now = snapshot_of(pixels(), before, BOXES)
    del before
    gc.collect()
    assert now.differs_from(pixels()) is None


def test_nobody_can_change_it() -> None:
    with pytest.raises(ValueError, match="read-only"):
        snapshot_of(pixels(), None, None)[0, 0] = 1
