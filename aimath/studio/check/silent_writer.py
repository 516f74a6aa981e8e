"""A file writer for scenes that are only gone through."""

from typing import Any

from manim.scene.scene_file_writer import SceneFileWriter


class SilentWriter(SceneFileWriter):
    """Manim's file writer, writing nothing."""

    def begin_animation(self, allow_write: bool = False, *args: Any, **options: Any) -> None:
        """Do nothing."""

    def end_animation(self, allow_write: bool = False) -> None:
        """Do nothing."""

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Note that the section has a play."""
        super().add_partial_movie_file(None)

    def write_frame(self, *frame: Any, **options: Any) -> None:
        """Do nothing."""

    def save_image(self, *pixels: Any, **options: Any) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""

    def abort_encode_jobs(self, *reraise: Any, **options: Any) -> None:
        """Do nothing."""
