import gc

import numpy as np
import pytest
from manim import VGroup, VMobject

from aimath.errors import InputError, ShapeError
from aimath.stage.plots.board import Board, OnBoard, blend


class Mark(OnBoard):
    """A dot in the middle of its board, which counts how often it is drawn."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.drawn = 0
        self.add(VMobject())

    def redraw(self) -> "Mark":
        self.drawn += 1
        self.submobjects[0].set_points(self.board.place(np.array([[0.5, 0.5]] * 4)))
        return self


def test_places_follow_when_the_board_is_moved_and_scaled() -> None:
    board = Board(width=4, height=2)
    board.scale(0.5).shift([1.0, 1.0, 0.0])
    assert np.allclose(board.place(np.array([0.0, 1.0])), [0.0, 1.5, 0.0])
    assert board.scaling == pytest.approx(0.5)
    assert np.allclose(board.shares_at(board.place(np.array([0.3, 0.8]))), [0.3, 0.8])


def test_what_is_drawn_on_a_board_is_drawn_again_with_it() -> None:
    board = Board(width=4, height=2)
    mark = Mark(board)
    board.shift([3.0, 0.0, 0.0]).redraw()
    assert mark.drawn == 1
    assert np.allclose(mark.get_center(), [3.0, 0.0, 0.0])


def test_what_nobody_keeps_is_forgotten() -> None:
    board = Board(width=4, height=2)
    Mark(board)
    gc.collect()
    board.redraw()
    assert board._drawn == []


def test_a_copy_alone_stays_on_the_same_board() -> None:
    board = Board(width=4, height=2)
    twin = Mark(board).copy()
    assert twin.board is board
    board.redraw()
    assert twin.drawn == 1


@pytest.mark.parametrize("inside", [True, False])
def test_a_copy_made_together_with_the_board_stays_on_the_copied_board(inside: bool) -> None:
    board = Board(width=4, height=2)
    mark = Mark(board)
    if inside:
        board.add(mark)
        twin_board = board.copy()
        twin = twin_board.submobjects[-1]
    else:
        twin_board, twin = VGroup(board, mark).copy()
    assert twin.board is twin_board
    twin_board.redraw()
    assert (mark.drawn, twin.drawn) == (0, 1)


def test_nothing_makes_the_frame_of_a_board_visible() -> None:
    board = Board(width=4, height=2)
    board.set_opacity(1).set_fill("#FF0000", opacity=1)
    corners = board.submobjects[0].points[:, :2]
    x, y = corners[:12].T
    assert abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) < 1e-9
    assert board.submobjects[0].get_stroke_width() == 0


def test_blending_ends_exactly_at_the_goal() -> None:
    assert blend([0.1], [0.3], 1.0).tolist() == [0.3]
    assert blend([0.0, 1.0], [1.0, 3.0], 0.25).tolist() == [0.25, 1.5]


def test_blending_needs_as_many_numbers_at_both_ends() -> None:
    with pytest.raises(ShapeError, match="as many"):
        blend([1.0], [1.0, 2.0], 0.5)


def test_a_board_needs_an_extent() -> None:
    with pytest.raises(InputError, match="width above 0"):
        Board(width=0, height=1)
