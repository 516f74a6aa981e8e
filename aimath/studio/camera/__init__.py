"""Cameras that draw what Manim's draw, pixel for pixel, in a fraction of the time."""

from aimath.studio.camera.bulk import BulkDrawing
from aimath.studio.camera.cameras import (
    BulkCamera,
    BulkMovingCamera,
    BulkMultiCamera,
    BulkThreeDCamera,
    bulk_camera_class,
)

__all__ = [
    "BulkCamera",
    "BulkDrawing",
    "BulkMovingCamera",
    "BulkMultiCamera",
    "BulkThreeDCamera",
    "bulk_camera_class",
]
