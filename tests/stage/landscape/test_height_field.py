"""A height field goes through its numbers."""

import numpy as np

from aimath.stage.landscape.height_field import HeightField
from tests.stage.landscape.surfaces import BOWL, SIDE


def test_a_field_goes_exactly_through_a_quadratic() -> None:
    field = HeightField.through(SIDE, SIDE, BOWL)
    x, y = np.random.default_rng(0).uniform(-2, 2, (2, 200))
    assert np.allclose(field.height(*field.ground(x, y)), field.share(x**2 + y**2), atol=2e-5)
