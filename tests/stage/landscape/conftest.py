"""Landscapes are tried on a small frame."""

from collections.abc import Iterator

import pytest
from manim import tempconfig


@pytest.fixture(autouse=True)
def small_frame() -> Iterator[None]:
    with tempconfig({"pixel_width": 384, "pixel_height": 216, "frame_width": 14.22222, "frame_height": 8.0}):
        yield
