"""GIFs of lessons beside those that FFmpeg, gifsicle and Manim make of the same frames.

For each section: FFmpeg's palettegen and paletteuse at several settings, each optimised by gifsicle -O3 too
where that is installed, against the smallest of our files that is at least as similar to the frames (SSIM).
Then the size of Manim's own `--format gif` against that of ours as `aimath gif` makes it. The exit code is 1
if ours is larger than any of FFmpeg's or gifsicle's at equal similarity, or if Manim's are not three times as
large in the geometric mean.
"""

import argparse
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from aimath.studio.gif.clip import Clip
from aimath.studio.gif.drawing import draw_clip
from aimath.studio.gif.formats import Playing, write_clip
from aimath.studio.gif.likeness import likeness
from aimath.studio.gif.looks import Look, best_look
from aimath.studio.gif.spans import Span
from aimath.studio.jobs import Shoot
from aimath.studio.selection import select
from aimath.studio.settings import FilmSettings
from benchmarks.gif_opponents import SETTINGS, ffmpeg, gifsicle

SECTIONS = (
    "vectors:adding",
    "matrix_multiplication:order",
    "matrix_multiplication:full_size",
    "gradient_descent:learning_rates",
    "gradient_descent:three_views",
    "loss_landscape:turn_the_slice",
)
FPS = 15
SECONDS = 1.5
MANIM_FACTOR = 3.0
COLORS = (256, 224, 192, 160, 128, 104, 72, 48, 32, 24)

_SCENE = """
from manim.utils.exceptions import EndSceneEarlyException
from {module} import {name}


class Part({name}):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, chosen=("{section}",), **options)

    def play(self, *animations, **options):
        super().play(*animations, **options)
        if self.film_time >= {seconds}:
            raise EndSceneEarlyException()
"""


@dataclass(frozen=True)
class File:
    """A file that was written, and how similar it is to its frames."""

    way: str
    size: int
    similarity: float


def manim(target: str, width: int, folder: Path) -> Path:
    """Return the GIF that Manim itself makes of the first seconds of a section, until a play ends."""
    (chosen,) = select([target], {}).chosen
    source = chosen.source
    script = folder / "part.py"
    script.write_text(
        f"import sys\nsys.path.insert(0, {str(source.path.parent)!r})\n"
        + _SCENE.format(
            module=source.path.stem, name=source.class_name, section=chosen.sections[0], seconds=SECONDS
        )
    )
    program = Path(sys.executable).with_name("manim")
    size = f"{width},{round(width * 9 / 16)}"
    options = [
        "--format",
        "gif",
        "-r",
        size,
        "--fps",
        str(FPS),
        "--disable_caching",
        "--media_dir",
        str(folder),
    ]
    subprocess.run([program, "render", *options, str(script), "Part"], check=True, capture_output=True)
    return next(folder.rglob("*.gif"))


def length_of(path: Path) -> float:
    """Return how many seconds a GIF takes."""
    with Image.open(path) as picture:
        total = 0.0
        for number in range(picture.n_frames):
            picture.seek(number)
            total += picture.info["duration"] / 1000
    return total


def draw(target: str, width: int, seconds: float) -> Clip:
    """Return the frames that everyone gets."""
    (chosen,) = select([target], {}).chosen
    settings = FilmSettings(fps=FPS, width=width)
    span = Span(0.0, round(seconds * FPS) / FPS)
    return draw_clip(Shoot(chosen.source, settings, {}, chosen.sections), span, lambda *progress: None)


def theirs(clip: Clip, folder: Path) -> Iterator[File]:
    """Yield FFmpeg's files, and gifsicle's of them."""
    path, optimised = folder / "theirs.gif", folder / "optimised.gif"
    for colors, stats, dither in SETTINGS:
        size = ffmpeg(clip, path, colors, stats, dither)
        way = f"{colors} colours, {stats}, {dither}"
        similarity = likeness(path, clip)
        yield File(f"FFmpeg {way}", size, similarity)
        smaller = gifsicle(path, optimised)
        if smaller is not None:
            yield File(f"gifsicle {way}", smaller, similarity)


def ours(clip: Clip, folder: Path) -> Iterator[File]:
    """Yield our files, the best first."""
    best = best_look("gif", clip.size[0], FPS, None)
    plain = replace(best, dither=False)
    looks: list[Look] = [best, plain, *(replace(plain, colors=colors) for colors in COLORS)]
    for look in dict.fromkeys(looks):
        path = folder / "ours.gif"
        write_clip(clip, "gif", look, Playing(), path)
        way = f"{look.colors} colours{', mixed' if look.dither else ''}"
        yield File(way, path.stat().st_size, likeness(path, clip))


def ratio(other: File, mine: Sequence[File]) -> float:
    """Return our smallest size at no less similarity, over the other's; infinite if none is as similar."""
    return (
        min((file.size for file in mine if file.similarity >= other.similarity), default=math.inf)
        / other.size
    )


def compare(target: str, width: int) -> tuple[float, float]:
    """Measure and print a section.

    Returns:
        Our size over another's at equal similarity, where that is largest; and Manim's size over ours.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = manim(target, width, folder)
        whole = draw(target, width, length_of(made))
        manims = File("", made.stat().st_size, likeness(made, whole))
        beside_manims = next(ours(whole, folder))
        clip = draw(target, width, SECONDS)
        mine, others = list(ours(clip, folder)), list(theirs(clip, folder))
    factor = manims.size / beside_manims.size
    print(f"{target}: {len(clip.repeats)} different frames in {clip.length:.1f} s")
    for who in ("FFmpeg", "gifsicle"):
        files = [file for file in others if file.way.startswith(who)]
        if not files:
            print(f"  {who} is not installed")
            continue
        best = max(files, key=lambda file: (file.similarity, -file.size))
        hardest = max(files, key=lambda file: ratio(file, mine))
        for words, file in (("at its best", best), ("hardest to beat", hardest)):
            print(f"  {words:15} {_line(file)}: ours at that SSIM has {ratio(file, mine):.3f} of it")
    print(
        f"  {whole.length:.1f} s: Manim {_line(manims)}; aimath gif {_line(beside_manims)}: {factor:.1f} x",
        flush=True,
    )
    return max(ratio(file, mine) for file in others), factor


def main() -> int:
    """Measure and print every section; return the exit code."""
    parser = argparse.ArgumentParser(prog="scripts/bench gif", description=__doc__.splitlines()[0])
    parser.add_argument("sections", nargs="*", default=SECTIONS, help="LESSON:SECTION; six if none is named")
    parser.add_argument("--width", type=int, default=480, help="pixels from side to side (480)")
    options = parser.parse_args()
    found = [compare(target, options.width) for target in options.sections]
    worst = max(ratio for ratio, _ in found)
    mean = math.exp(sum(math.log(factor) for _, factor in found) / len(found))
    print(f"At equal SSIM ours has at most {worst:.3f} of FFmpeg's and gifsicle's (wanted: at most 1).")
    print(f"Manim's are {mean:.1f} x ours in the geometric mean (wanted: at least {MANIM_FACTOR:g}).")
    return 0 if worst <= 1 and mean >= MANIM_FACTOR else 1


def _line(file: File) -> str:
    return f"{file.size / 1000:8.1f} kB, SSIM {file.similarity:.5f} {file.way}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
