"""Structural similarity is what its definition says."""

import numpy as np
import pytest
from scipy.ndimage import uniform_filter

from aimath.studio.gif.similarity import sensitivity, structural_similarity


def by_definition(a: np.ndarray, b: np.ndarray) -> float:
    x, y = a.astype(float), b.astype(float)
    mean = lambda values: uniform_filter(values, size=(7, 7, 1))[3:-3, 3:-3]  # noqa: E731
    mx, my = mean(x), mean(y)
    vx, vy, cov = (49 / 48 * (mean(p * q) - mean(p) * mean(q)) for p, q in ((x, x), (y, y), (x, y)))
    c1, c2 = 2.55**2, 7.65**2
    return float(np.mean((2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))))


@pytest.mark.parametrize("noise", [0, 3, 60])
def test_it_is_the_mean_over_all_windows(noise: int) -> None:
    generator = np.random.default_rng(noise)
    a = generator.integers(0, 256, (20, 30, 3), dtype=np.uint8)
    b = np.clip(a + generator.normal(0, noise + 1e-9, a.shape), 0, 255).round().astype(np.uint8)
    assert structural_similarity(a, b) == pytest.approx(by_definition(a, b), abs=1e-5)


def test_more_noise_is_less_similar() -> None:
    generator = np.random.default_rng(0)
    a = generator.integers(0, 256, (20, 30, 3), dtype=np.uint8)
    noise = generator.normal(0, 1, a.shape)
    found = [
        structural_similarity(a, np.clip(a + level * noise, 0, 255).astype(np.uint8)) for level in (0, 10, 50)
    ]
    assert found[0] == pytest.approx(1)
    assert found[0] > found[1] > found[2]


def test_an_error_is_seen_on_a_flat_ground_and_hardly_beside_an_edge() -> None:
    picture = np.full((20, 40, 3), 20, dtype=np.uint8)
    picture[:, 30:] = 220
    found = sensitivity(picture)
    assert found.shape == (20, 40)
    assert found[10, 10] == 1
    assert found[10, 29] < 0.01


def test_sensitivity_is_how_much_an_error_lowers_the_similarity() -> None:
    generator = np.random.default_rng(0)
    lost, seen = [], []
    for level in (2, 8, 24):
        picture = np.clip(128 + level * generator.normal(0, 1, (60, 60, 1)), 0, 255).astype(np.uint8)
        a = np.repeat(picture, 3, axis=2)
        b = a + generator.integers(0, 2, picture.shape, dtype=np.uint8)
        lost.append(1 - structural_similarity(a, b))
        seen.append(float(sensitivity(a).mean()))
    assert [one / lost[0] for one in lost] == pytest.approx([one / seen[0] for one in seen], rel=0.3)
