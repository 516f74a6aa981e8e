"""The one place where Manim's global configuration is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from manim import tempconfig
from tqdm import tqdm

from aimath.studio.filming.typeset_files import typeset_files_kept_whole
from aimath.studio.quick.in_place import quick_mobjects
from aimath.studio.settings import FilmSettings


@contextmanager
def manim_settings(settings: FilmSettings, media: Path) -> Iterator[None]:
    """Set Manim up for a film inside the `with` block.

    Args:
        settings: how the film is shot.
        media: where Manim may keep the files that somebody's own scenes need, such as typeset text.
    """
    # Manim's progress bars, which are not shown, would have a lock of the system's made for all processes.
    tqdm.set_lock(RLock())
    width, height = settings.pixels
    frame_width, frame_height = settings.frame
    with (
        tempconfig(
            {
                "verbosity": "ERROR",
                "progress_bar": "none",
                "media_dir": str(media),
                "pixel_width": width,
                "pixel_height": height,
                "frame_width": frame_width,
                "frame_height": frame_height,
                "frame_rate": settings.frame_rate,
                "format": "png" if settings.format == "png" else "mp4" if not settings.transparent else "mov",
                "transparent": settings.transparent,
                "disable_caching": True,
                "preview": False,
                "seed": settings.seed,
            }
        ),
        quick_mobjects(),
        typeset_files_kept_whole(media),
    ):
        yield
