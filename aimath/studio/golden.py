"""Golden frames: the last frame of every section of a lesson, small, to compare with later."""

from pathlib import Path

from PIL import Image

from aimath.studio.conversion import Frame
from aimath.studio.filming.section_ends import last_frames
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import SceneSource
from aimath.studio.settings import FilmSettings

LOOKS = {
    "wide-dark": FilmSettings(quality="draft", aspect="16:9", theme="dark"),
    "upright-light": FilmSettings(quality="draft", aspect="9:16", theme="light"),
}


def golden_frames(source: SceneSource, look: str) -> dict[str, Frame]:
    """Return the last frame of every section in one look, by the path of its picture."""
    frames = last_frames(Shoot(source, LOOKS[look], {}))
    return {f"{source.name}/{section}-{look}.png": frame for section, frame in frames.items()}


def write_golden_frames(source: SceneSource, folder: Path) -> list[Path]:
    """Write the golden frames of a lesson in every look, and return their paths."""
    written = []
    for look in LOOKS:
        for picture, frame in golden_frames(source, look).items():
            write_golden(frame, folder / picture)
            written.append(folder / picture)
    return written


def write_golden(frame: Frame, path: Path) -> None:
    """Write one golden frame, with few colours so that it stays small, each close to what it stands for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.fromarray(frame[..., :3])
    small = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
