"""Gradients that compiled code lays look as if Cairo had drawn them; where they would not, Cairo does."""

import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from manim import Circle, Polygon, Square, VMobject, color_gradient
from manim.constants import CapStyleType, LineJointType
from numpy.typing import NDArray

from aimath.studio.camera import BulkCamera, canvas, exact_gradients, masked_gradients
from tests.studio.camera.twins import settings

Pixels = NDArray[np.uint8]
HAS_CAIRO_OF_TESTS = sys.platform == "linux" and platform.machine() == "x86_64"
SIDE = 16
MOST_PIXELS = 1e-4


@pytest.fixture(autouse=True)
def tried_anew() -> Iterator[None]:
    exact_gradients.are_exact.cache_clear()
    yield
    exact_gradients.are_exact.cache_clear()


@pytest.fixture
def draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Pixels, Pixels, int]]:
    """Return pixels with masks and without, and how many gradients were masked."""

    def draw(*shapes: VMobject, **options: Any) -> tuple[Pixels, Pixels, int]:
        masked = []

        def counting(*arguments: Any) -> NDArray[np.bool_]:
            masked.append(exact_gradients.suits(*arguments))
            return masked[-1]

        with settings(tmp_path, **options):
            with monkeypatch.context() as patch:
                patch.setattr(canvas, "suits", counting)
                ours = drawn(shapes)
            with monkeypatch.context() as patch:
                patch.setattr(
                    canvas, "suits", lambda matrix, frame, boxes, *paint: np.zeros(len(boxes), bool)
                )
                cairos = drawn(shapes)
        return ours, cairos, sum(int(chosen.sum()) for chosen in masked)

    return draw


def drawn(shapes: tuple[VMobject, ...]) -> Pixels:
    camera = BulkCamera()
    camera.reset()
    camera.capture_mobjects(shapes)
    return camera.snapshot()


def assert_hardly_differ(ours: Pixels, cairos: Pixels) -> None:
    differences = np.abs(ours.astype(int) - cairos)
    assert differences.max() <= 1
    assert differences.any(axis=2).sum() <= MOST_PIXELS * cairos[..., :3].any(axis=2).sum()


def random_color(rng: np.random.Generator) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rng.integers(0, 256, 3))


def random_shape(rng: np.random.Generator) -> VMobject:
    kinds = (
        lambda: Polygon(*np.pad(rng.uniform(-1.5, 1.5, (int(rng.integers(3, 7)), 2)), ((0, 0), (0, 1)))),
        lambda: Circle(float(rng.uniform(0.01, 1.5))),
        lambda: Square(float(rng.uniform(0.01, 2))).rotate(float(rng.uniform(0, 3))),
        lambda: VMobject().set_points_smoothly(np.pad(rng.uniform(-2, 2, (5, 2)), ((0, 0), (0, 1)))),
    )
    shape = kinds[int(rng.integers(len(kinds)))]()
    shape.set_fill(color_gradient([random_color(rng), random_color(rng)], 2), opacity=float(rng.uniform()))
    shape.set_stroke(
        color_gradient([random_color(rng), random_color(rng)], 2),
        width=float(rng.choice([0, 0.5, 4, 20])),
        opacity=float(rng.choice([1, 0.5])),
    )
    shape.set_sheen_direction(np.append(rng.normal(size=2), 0))
    shape.joint_type = LineJointType(int(rng.integers(4)))
    shape.cap_style = CapStyleType(int(rng.integers(4)))
    return shape.shift(np.append(rng.uniform(-7, 7), [rng.uniform(-4, 4), 0]))


@pytest.mark.skipif(not HAS_CAIRO_OF_TESTS, reason="elsewhere, Cairo may round in another way")
def test_this_machine_has_the_compiled_code_and_it_is_exact() -> None:
    assert masked_gradients.IS_COMPILED
    assert exact_gradients.are_exact()


@pytest.mark.skipif(not exact_gradients.are_exact(), reason="Cairo draws all gradients here")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("background_opacity", [1.0, 0.3, 0.0])
def test_every_gradient_has_the_pixels_of_cairo(
    seed: int, background_opacity: float, draw: Callable[..., tuple[Pixels, Pixels, int]]
) -> None:
    rng = np.random.default_rng(seed)
    shapes = [random_shape(rng) for _ in range(60)]
    ours, cairos, masked = draw(*shapes, size=(800, 450), background_opacity=background_opacity)
    assert masked > 40
    assert_hardly_differ(ours, cairos)


@pytest.mark.skipif(not exact_gradients.are_exact(), reason="Cairo draws all gradients here")
@pytest.mark.parametrize("size", [(270, 480), (1920, 1080), (1081, 601)])
def test_frames_of_every_size_have_the_pixels_of_cairo(
    size: tuple[int, int], draw: Callable[..., tuple[Pixels, Pixels, int]]
) -> None:
    rng = np.random.default_rng(1)
    shapes = [random_shape(rng) for _ in range(40)]
    height = 8.0 * max(1, size[1] / size[0])
    ours, cairos, masked = draw(
        *shapes, size=size, frame_height=height, frame_width=height * size[0] / size[1]
    )
    assert masked > 10
    assert_hardly_differ(ours, cairos)


def square(first: str, last: str) -> VMobject:
    return Square(2).set_stroke(width=0).set_fill(color_gradient([first, last], 2), opacity=1)


@pytest.mark.parametrize(
    "shape",
    [
        square("#ff0000", "#ff0000"),
        square("#ff0000", "#0000ff").shift((7, 0, 0)),
        square("#ff0000", "#0000ff").set_fill(color_gradient(["#ff0000", "#00ff00", "#0000ff"], 3)),
        square("#ff0000", "#0000ff").set_sheen_direction((20000, 0, 0)),
        square("#ff0000", "#0000ff").set_sheen_direction((0, 0, 1)),
        square("#ff0000", "#0000ff").set_fill(opacity=0.003),
    ],
    ids=[
        *("one colour twice", "cut by the edge", "three colours"),
        *("ends far away", "ends at one place", "hardly any opacity"),
    ],
)
def test_cairo_draws_what_it_draws_in_another_way(
    shape: VMobject, draw: Callable[..., tuple[Pixels, Pixels, int]]
) -> None:
    ours, cairos, masked = draw(shape)
    assert masked == 0
    assert np.array_equal(ours, cairos)


def test_cairo_draws_everything_where_nothing_was_compiled(
    draw: Callable[..., tuple[Pixels, Pixels, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(masked_gradients, "IS_COMPILED", False)
    ours, cairos, masked = draw(square("#ff0000", "#0000ff"))
    assert masked == 0
    assert np.array_equal(ours, cairos) and ours[..., :3].std() > 1


def test_cairo_draws_everything_where_it_rounds_in_another_way(
    draw: Callable[..., tuple[Pixels, Pixels, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_level_off(pixels: Any, *arguments: Any) -> None:
        pixels[pixels.shape[0] // 2, pixels.shape[1] // 2, 0] ^= 1

    monkeypatch.setattr(masked_gradients, "blend", one_level_off, raising=False)
    monkeypatch.setattr(masked_gradients, "IS_COMPILED", True)
    assert not exact_gradients.are_exact()
    ours, cairos, masked = draw(square("#ff0000", "#0000ff"))
    assert masked == 0
    assert np.array_equal(ours, cairos)


FRAME = {"area": (0, 0, 16, 16), "to_pixels": (1, 1, 0, 0), "ends": (0, 0, 16, 0)}
PAINT = ((1.0, 0.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0))


@pytest.mark.skipif(not masked_gradients.IS_COMPILED, reason="nothing was compiled")
class TestBlend:
    """The compiled function by itself."""

    @pytest.mark.parametrize(
        ("pixels", "mask"),
        [
            (np.zeros((SIDE, SIDE, 3), np.uint8), np.zeros((SIDE, SIDE), np.uint8)),
            (np.zeros((SIDE, SIDE, 4), np.uint8), np.zeros((SIDE, SIDE - 1), np.uint8)),
            (np.zeros((SIDE, SIDE, 4), np.uint8), np.zeros((SIDE - 1, SIDE), np.uint8)),
            (np.zeros((SIDE, SIDE, 4), np.float32), np.zeros((SIDE, SIDE), np.uint8)),
            (np.zeros((SIDE, SIDE), np.uint8), np.zeros((SIDE, SIDE), np.uint8)),
        ],
    )
    def test_arrays_of_another_shape_are_refused(self, pixels: Any, mask: Any) -> None:
        with pytest.raises(ValueError, match=r"expected bytes: pixels \(height, width, 4\)"):
            masked_gradients.blend(pixels, mask, *FRAME.values(), *PAINT)

    def test_pixels_that_may_not_change_are_refused(self) -> None:
        pixels = np.zeros((SIDE, SIDE, 4), np.uint8)
        pixels.flags.writeable = False
        with pytest.raises((ValueError, BufferError)):
            masked_gradients.blend(pixels, np.zeros((SIDE, SIDE), np.uint8), *FRAME.values(), *PAINT)

    def test_only_what_the_mask_covers_changes_and_the_mask_is_empty_afterwards(self) -> None:
        pixels, mask = np.zeros((SIDE, SIDE, 4), np.uint8), np.zeros((SIDE, SIDE), np.uint8)
        mask[4:8, 4:8] = 255
        masked_gradients.blend(pixels, mask, *FRAME.values(), *PAINT)
        assert pixels[4:8, 4:8, 3].min() == 255 and pixels[..., 3].sum() == 16 * 255
        assert (np.diff(pixels[5, 4:8, 0].astype(int)) < 0).all()
        assert not mask.any()

    @pytest.mark.parametrize("area", [(-1e9, -1e9, 1e9, 1e9), (0, 0, 0, 0), (20, 20, 30, 30), (np.nan,) * 4])
    def test_no_area_leads_beyond_the_pixels(self, area: Any) -> None:
        around = np.zeros((3 * SIDE, SIDE, 4), np.uint8)
        pixels, mask = around[SIDE : 2 * SIDE], np.full((SIDE, SIDE), 255, np.uint8)
        masked_gradients.blend(pixels, mask, area, *list(FRAME.values())[1:], *PAINT)
        assert not around[:SIDE].any() and not around[2 * SIDE :].any()
