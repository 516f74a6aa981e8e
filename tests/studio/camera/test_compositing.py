"""Pictures are laid over each other with Pillow's arithmetic."""

import numpy as np
import pytest
from PIL import Image

from aimath.studio.camera.compositing import Overlay


def laid_by_pillow(below: np.ndarray, above: np.ndarray) -> np.ndarray:
    return np.asarray(Image.alpha_composite(Image.fromarray(below), Image.fromarray(above)))


@pytest.mark.parametrize("soft_share", [0.0, 0.03, 1.0])
def test_every_opacity_over_every_opacity_gives_pillows_pixels(soft_share: float) -> None:
    rng = np.random.default_rng(6)
    above, below = rng.integers(0, 256, (2, 256, 256, 4), dtype=np.uint8)
    opacity = np.tile(np.arange(256, dtype=np.uint8), (256, 1))
    below[..., 3] = opacity.T
    soft = rng.random((256, 256)) < soft_share
    above[..., 3] = np.where(soft, opacity, np.where(opacity < 128, 0, 255))
    laid = below.copy()
    Overlay.of(above).lay(laid, slice(None), slice(None))
    np.testing.assert_array_equal(laid, laid_by_pillow(below, above))


def test_a_part_is_laid_on_a_part() -> None:
    rng = np.random.default_rng(7)
    above, below = rng.integers(0, 256, (2, 20, 30, 4), dtype=np.uint8)
    above[..., 3] = np.where(rng.random((20, 30)) < 0.5, 0, 255)
    above[4, 5, 3] = 100
    laid = below.copy()
    Overlay.of(above).lay(laid[3:9, 2:12], slice(3, 9), slice(2, 12))
    expected = below.copy()
    expected[3:9, 2:12] = laid_by_pillow(below, above)[3:9, 2:12]
    np.testing.assert_array_equal(laid, expected)
