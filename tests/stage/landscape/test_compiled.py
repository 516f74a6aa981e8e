"""What was compiled draws landscapes to the bit as NumPy does, which draws them where nothing was."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from aimath.stage.landscape import ray_hits, shading
from aimath.stage.landscape.height_field import HeightField
from aimath.stage.landscape.landscape_pixels import Canvas, draw_landscape
from aimath.stage.landscape.look import Look
from aimath.stage.landscape.raycast import RayCaster
from aimath.stage.space.projection import View
from tests.stage.landscape.surfaces import BUMPY, RIDGE, SIDE, X, Y

pytestmark = pytest.mark.skipif(
    ray_hits.compiled is None or shading.compiled is None, reason="nothing was compiled"
)
VALLEY = np.minimum((1 - X) ** 2 + 3 * (Y - X**2) ** 2, 20)
WAVES = np.cos(4 * X) * np.cos(3 * Y)
NOISE = np.random.default_rng(0).normal(size=X.shape)
CLIFF = np.where(X > 0, 1.0, 0.0)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def without() -> None:
        monkeypatch.setattr(ray_hits, "compiled", None)
        monkeypatch.setattr(shading, "compiled", None)

    return without


def caster_of(z: np.ndarray, view: View, scale: float) -> RayCaster:
    return RayCaster(HeightField.through(SIDE, SIDE, z), view, 3 / scale)


@pytest.mark.parametrize("z", [VALLEY, WAVES, NOISE, CLIFF, BUMPY, RIDGE, X * 0])
@pytest.mark.parametrize("seed", range(6))
def test_every_picture_has_the_same_pixels(z: np.ndarray, seed: int, without: Callable[[], None]) -> None:
    rng = np.random.default_rng(seed)
    azimuth = float(rng.uniform(-180, 180)) if seed % 2 else 90.0 * seed
    elevation, perspective = float(rng.choice([5, 20, 35, 60, 89, 90])), float(rng.choice([0, 0.16, 0.5]))
    view = View(azimuth, elevation, perspective, height=float(rng.uniform(0.2, 3)))
    levels = tuple(np.sort(rng.uniform(0, 1, rng.integers(0, 20))).tolist())
    look = Look(str(rng.choice(["dark", "light"])), levels, line_width=float(rng.uniform(1, 3)))
    width, height = (int(size) for size in rng.integers(1, 500, 2))
    half_width, low, high = view.extent
    scale = float(min(width / (2 * half_width), height / (high - low)) * rng.uniform(0.7, 2))
    canvas = Canvas(width, height, -width / 2 / scale, (low + high) / 2 - height / 2 / scale, scale)

    picture = draw_landscape(caster_of(z, view, scale), look, canvas)
    without()
    assert np.array_equal(picture, draw_landscape(caster_of(z, view, scale), look, canvas))


def test_rays_meet_the_same_points(without: Callable[[], None]) -> None:
    rng = np.random.default_rng(0)
    columns, up = rng.uniform(-2, 2, 50), rng.uniform(-1, 1, 500).astype(np.float32)
    ray_columns = rng.integers(0, 50, 500)

    def met() -> list[np.ndarray]:
        caster = caster_of(WAVES, View(), 100)
        rays, hits = caster.first_hits(columns, ray_columns, up)
        grid, seen = caster.grid_hits(np.linspace(-0.9, 0.9, 40), -1, 60, 30.0)
        shares = np.where(seen, grid.share, 0), np.where(seen, grid.depth, 0)
        return [rays, *hits, seen, grid.across, grid.along, *shares]

    compiled = met()
    assert 0 < len(compiled[0]) < 500
    without()
    for ours, of_numpy in zip(compiled, met(), strict=True):
        assert np.array_equal(ours, of_numpy)


class TestWhatDoesNotFit:
    """Nothing is read or written beyond the arrays."""

    @pytest.fixture
    def rays(self) -> list[Any]:
        lines = [np.zeros(3, np.float32), np.ones(3, np.float32)]
        lines += [np.zeros(3 * ray_hits.STEPS, np.float32) for _ in range(4)]
        columns = [np.zeros(2, np.float32), np.zeros(2, np.intp), np.zeros(2, np.float32), np.ones(2, bool)]
        found = [np.zeros(5, np.intp), *np.zeros((4, 5), np.float32)]
        return [*found, *lines, *columns, np.zeros(5, np.intp), np.zeros(5, np.float32), 1.0, 0.0, 0.1]

    def test_what_fits_is_done(self, rays: list[Any]) -> None:
        assert ray_hits.compiled.first_hits(*rays) == 0

    @pytest.mark.parametrize("argument", range(17))
    def test_an_array_that_is_too_short_is_refused(self, argument: int, rays: list[Any]) -> None:
        rays[argument] = rays[argument][:-1].copy()
        with pytest.raises(ValueError, match="expected arrays that fit together"):
            ray_hits.compiled.first_hits(*rays)

    @pytest.mark.parametrize(("argument", "index"), [(12, 2), (12, -1), (15, 2), (15, -1)])
    def test_a_line_or_a_column_that_is_not_there_is_refused(
        self, argument: int, index: int, rays: list[Any]
    ) -> None:
        rays[argument][-1] = index
        with pytest.raises(ValueError, match="expected arrays that fit together"):
            ray_hits.compiled.first_hits(*rays)

    def test_arguments_that_are_missing_or_of_another_kind_are_refused(self, rays: list[Any]) -> None:
        with pytest.raises(TypeError, match="expected 20 arguments, got 19"):
            ray_hits.compiled.first_hits(*rays[:-1])
        with pytest.raises(TypeError):
            ray_hits.compiled.first_hits(*rays[:-1], "north")
        with pytest.raises(TypeError):
            ray_hits.compiled.first_hits(None, *rays[1:])

    def test_a_grid_of_another_size_is_refused(self, rays: list[Any]) -> None:
        seen, heights = np.zeros(10, bool), np.zeros(5, np.float32)
        found = list(np.zeros((4, 10), np.float32))
        numbers = [0.0, 1.0, 1.0, 0.0, 0.1]
        ray_hits.compiled.grid_hits(seen, *found, *rays[5:15], heights, *numbers)
        for arrays in ([seen[1:].copy(), *found], [seen, *found[:3], np.zeros(9, np.float32)]):
            with pytest.raises(ValueError, match="expected arrays that fit together"):
                ray_hits.compiled.grid_hits(*arrays, *rays[5:15], heights, *numbers)

    @pytest.fixture
    def points(self) -> list[Any]:
        found = [np.zeros(6, np.uint32), *np.zeros((6, 6), np.float32)]
        tables = [np.zeros(2 * 512 * 512, np.float32), np.zeros(1024 * 256, np.uint32)]
        tables += [*np.zeros((2, 1024), np.float32), np.zeros(4, np.float32)]
        return [*found, *tables, *np.ones(14).tolist()]

    def test_points_that_fit_are_shaded(self, points: list[Any]) -> None:
        shading.compiled.shade(*points)
        points[5:7] = np.zeros(2, np.float32), np.zeros(3, np.float32)
        shading.compiled.shade(*points)

    @pytest.mark.parametrize("argument", range(12))
    def test_points_that_do_not_fit_are_refused(self, argument: int, points: list[Any]) -> None:
        points[argument] = points[argument][:-1].copy()
        with pytest.raises(ValueError, match="expected arrays that fit together"):
            shading.compiled.shade(*points)
