import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aimath.stage.plots.spread import spread


@given(st.lists(st.tuples(st.floats(-2, 12), st.floats(0.1, 1.0)), min_size=1, max_size=8))
def test_labels_do_not_overlap_stay_in_order_and_within_the_room(labels: list[tuple[float, float]]) -> None:
    wanted, sizes = np.array(labels).T
    places = spread(wanted, sizes, 0.0, 10.0)
    order = np.argsort(wanted, kind="stable")
    tops, bottoms = (places + sizes / 2)[order], (places - sizes / 2)[order]
    assert (bottoms[1:] >= tops[:-1] - 1e-9).all()
    assert bottoms.min() >= -1e-9
    assert tops.max() <= 10 + 1e-9


def test_labels_that_do_not_overlap_stay_where_they_want() -> None:
    assert spread([5.0, 1.0, 3.0], [1, 1, 1], 0, 10).tolist() == [5.0, 1.0, 3.0]


def test_overlapping_labels_settle_around_their_middle() -> None:
    assert spread([4.0, 4.0, 4.0], [1, 1, 1], 0, 10).tolist() == [3.0, 4.0, 5.0]
