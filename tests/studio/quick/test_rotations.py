"""Rotations that are worked out without SciPy: the same to the last bit."""

import numpy as np
import pytest
from manim import OUT, Square
from manim.utils import space_ops
from scipy.spatial.transform import Rotation as SciPyRotation

from aimath.studio.quick.in_place import quick_mobjects
from aimath.studio.quick.rotations import Rotation


@pytest.mark.parametrize("size", [0, 1e-9, 1e-3, 0.5, np.pi, 40])
def test_the_matrix_is_that_of_scipy(size: float) -> None:
    generator = np.random.default_rng(7)
    axes = [*np.eye(3), *-np.eye(3), *generator.normal(size=(200, 3))]
    for axis in axes:
        vector = size * space_ops.normalize(axis)
        expected = SciPyRotation.from_rotvec(vector).as_matrix()
        assert Rotation.from_rotvec(vector).as_matrix().tolist() == expected.tolist()


def test_manim_turns_shapes_by_it() -> None:
    turned = Square().rotate(0.7, axis=OUT + 0.3)
    with quick_mobjects():
        assert space_ops.Rotation is Rotation
        again = Square().rotate(0.7, axis=OUT + 0.3)
    assert again.points.tolist() == turned.points.tolist()
