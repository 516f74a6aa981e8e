"""How much a film looks like the frames that it was made of."""

import statistics
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from PIL import Image

_MOST_SAMPLES = 160
_BT709 = 1


def likeness(film: Path, samples: dict[int, Path]) -> tuple[float, int]:
    """Return the mean structural similarity (SSIM) to frames as they were drawn, and the number of frames.

    The frames are compared in the film's own pixel format and colour space, by FFmpeg's `ssim` filter.
    Equal pictures get 1.

    Args:
        film: the film.
        samples: pictures of some of its frames, by their place in the film.

    Raises:
        ValueError: if the film has none of these frames.

    Source: Z. Wang et al., Image Quality Assessment: From Error Visibility to Structural Similarity, IEEE
    Transactions on Image Processing (2004).
    """
    places = sorted(samples)
    chosen = set(places[:: -(-len(places) // _MOST_SAMPLES)]) if places else set()
    found: list[float] = []
    frames = 0
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        compare = _Comparison(stream.width, stream.height, stream.pix_fmt)
        for frame in container.decode(stream):
            if frames in chosen:
                found.append(
                    compare.similarity(frame, np.asarray(Image.open(samples[frames]).convert("RGBA")))
                )
            frames += 1
    if not found:
        raise ValueError(f"{film}: expected one of the frames {places}, got {frames} frames")
    return statistics.fmean(found), frames


class _Comparison:
    def __init__(self, width: int, height: int, pixels: str) -> None:
        self._graph = av.filter.Graph()
        form: dict[str, Any] = {"width": width, "height": height, "format": pixels, "time_base": Fraction(1)}
        self._inputs = [self._graph.add_buffer(name=name, **form) for name in ("film", "drawn")]
        similarity, self._output = self._graph.add("ssim"), self._graph.add("buffersink")
        for place, source in enumerate(self._inputs):
            source.link_to(similarity, 0, place)
        similarity.link_to(self._output)
        self._graph.configure()
        self._next = 0

    def similarity(self, frame: Any, drawn: np.ndarray) -> float:
        reference = av.VideoFrame.from_ndarray(np.ascontiguousarray(drawn), format="rgba").reformat(
            format=frame.format.name,
            dst_colorspace=Colorspace.ITU709 if frame.colorspace == _BT709 else Colorspace.ITU601,
            dst_color_range=ColorRange.MPEG,
        )
        for source, picture in zip(self._inputs, (frame, reference), strict=True):
            picture.pts, picture.time_base = self._next, Fraction(1)
            source.push(picture)
        self._next += 1
        return float(self._output.pull().metadata["lavfi.ssim.All"])
