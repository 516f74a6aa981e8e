"""GIFs of the same frames as others make them: FFmpeg's palettegen and paletteuse, gifsicle, and Manim."""

import itertools
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.filter import Graph

from aimath.studio.conversion import Frame
from aimath.studio.gif.clip import Clip

SETTINGS = (
    *itertools.product((256,), ("full", "diff"), ("none", "bayer:bayer_scale=5", "sierra2_4a")),
    *itertools.product((128, 64, 32), ("full", "diff"), ("none",)),
)
"""Numbers of colours, which pixels palettegen counts, and how paletteuse mixes colours."""


def ffmpeg(clip: Clip, path: Path, colors: int, stats: str, dither: str) -> int:
    """Write a GIF with FFmpeg's palettegen and paletteuse, and return its size in bytes."""
    frames = [frame for frame, times in zip(clip.frames(), clip.repeats, strict=True) for _ in range(times)]
    palette = _palette(frames, clip, colors, stats)
    graph, pictures = _graph(clip)
    source = graph.add_buffer(width=16, height=16, format="bgra", time_base=Fraction(1, clip.fps))
    use = graph.add("paletteuse", f"dither={dither}:diff_mode=rectangle")
    sink = graph.add("buffersink")
    pictures.link_to(use, 0, 0)
    source.link_to(use, 0, 1)
    use.link_to(sink)
    graph.configure()
    source.push(palette)
    source.push(None)
    with av.open(str(path), "w", format="gif") as container:
        stream = container.add_stream("gif", rate=clip.fps)
        stream.width, stream.height = clip.size
        stream.pix_fmt = "pal8"
        for mapped in _run(frames, clip, pictures, sink):
            container.mux(stream.encode(mapped))
        container.mux(stream.encode(None))
    return path.stat().st_size


def gifsicle(source: Path, path: Path, *options: str) -> int | None:
    """Optimise a GIF with gifsicle -O3, and return its size in bytes; None where it is not installed."""
    program = shutil.which("gifsicle")
    if program is None:
        return None
    subprocess.run([program, "-O3", *options, str(source), "-o", str(path)], check=True, capture_output=True)
    return path.stat().st_size


def _palette(frames: Sequence[Frame], clip: Clip, colors: int, stats: str) -> Any:
    graph, pictures = _graph(clip)
    generate = graph.add("palettegen", f"max_colors={colors}:stats_mode={stats}")
    sink = graph.add("buffersink")
    pictures.link_to(generate)
    generate.link_to(sink)
    graph.configure()
    return list(_run(frames, clip, pictures, sink))[0]


def _graph(clip: Clip) -> tuple[Graph, Any]:
    graph = Graph()
    width, height = clip.size
    return graph, graph.add_buffer(width=width, height=height, format="rgba", time_base=Fraction(1, clip.fps))


def _run(frames: Sequence[Frame], clip: Clip, source: Any, sink: Any) -> Iterator[Any]:
    for number, pixels in enumerate([*frames, None]):
        picture = None if pixels is None else av.VideoFrame.from_ndarray(pixels, format="rgba")
        if picture is not None:
            picture.pts, picture.time_base = number, Fraction(1, clip.fps)
        source.push(picture)
        while True:
            try:
                yield sink.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break
