"""Draw every frame of a scene twice, by Manim's camera and by ours, from the same mobjects."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from manim import Camera, Scene, tempconfig
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.iterables import list_update
from numpy.typing import NDArray

from aimath.studio.camera import BulkDrawing, bulk_camera_class

Frame = NDArray[np.uint8]
SIZE = (480, 270)
_OWN = {"_screen", "_ground", "_measured", "pixel_array_to_cairo_context", "display_funcs"}


@dataclass(frozen=True)
class Twins:
    """One frame, drawn twice.

    Attributes:
        number: the first is 0.
        stock: as Manim's camera draws it.
        bulk: as ours does.
    """

    number: int
    stock: Frame
    bulk: Frame

    @property
    def levels(self) -> int:
        """By how many levels of 255 they differ at most."""
        return int(np.abs(self.stock.astype(int) - self.bulk).max())

    @property
    def share(self) -> float:
        """What share of the pixels differs."""
        return float((self.stock != self.bulk).any(axis=2).mean())


@contextmanager
def settings(folder: Path, size: tuple[int, int] = SIZE, **options: Any) -> Iterator[None]:
    """Set Manim up to draw small frames without files."""
    width, height = size
    quiet = {"verbosity": "ERROR", "progress_bar": "none", "disable_caching": True, "frame_rate": 10}
    with tempconfig(
        {"pixel_width": width, "pixel_height": height, "media_dir": str(folder), **quiet, **options}
    ):
        yield


def scenes_of(module: ModuleType) -> list[type[Scene]]:
    """Return the scenes that a module defines."""
    return [
        member
        for member in vars(module).values()
        if inspect.isclass(member) and issubclass(member, Scene) and member.__module__ == module.__name__
    ]


def stock_twin(camera: BulkDrawing, stock_class: type[Camera]) -> Camera:
    """Return Manim's camera that sees what ours sees, with pixels of its own."""
    twin = object.__new__(stock_class)
    twin.__dict__.update({name: value for name, value in vars(camera).items() if name not in _OWN})
    twin.pixel_array_to_cairo_context = {}
    Camera.init_background(twin)
    twin.pixel_array = twin.background.copy()
    return twin


def film_twice(scene_class: type[Scene]) -> list[Twins]:
    """Return every frame that a scene draws, drawn by both cameras."""
    scene = scene_class()
    stock_class = scene.camera_class
    scene = scene_class(camera_class=bulk_camera_class(stock_class))
    renderer, camera = scene.renderer, scene.renderer.camera
    assert isinstance(camera, BulkDrawing)
    renderer.file_writer = _NoFiles(scene.file_writer_settings)
    renderer.get_frame = camera.snapshot
    stock = stock_twin(camera, stock_class)
    update_frame = renderer.update_frame
    found: list[Twins] = []

    def update_both(scene: Scene, mobjects: Any = None, **options: Any) -> None:
        update_frame(scene, mobjects, **options)
        stock.__dict__.update({name: value for name, value in vars(camera).items() if name not in _OWN})
        if renderer.static_image is None:
            stock.reset()
        else:
            stock.set_frame_to_background(renderer.static_image)
        options.pop("ignore_skipping", None)
        shown = mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
        stock.capture_mobjects(shown, include_submobjects=True, **options)
        found.append(Twins(len(found), stock.pixel_array.copy(), camera.snapshot()))

    renderer.update_frame = update_both
    scene.render()
    return found


class _NoFiles(SceneFileWriter):
    def begin_animation(self, *args: Any, **options: Any) -> None:
        pass

    def end_animation(self, *args: Any, **options: Any) -> None:
        pass

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        super().add_partial_movie_file(None)

    def write_frame(self, *args: Any, **options: Any) -> None:
        pass

    def save_image(self, *args: Any, **options: Any) -> None:
        pass

    def finish(self) -> None:
        pass
