"""Encode the frames of one scene and nothing else, and keep some of them as they were drawn.

Run as `python -m benchmarks.raw_frames TARGET QUALITY FOLDER`; prints what it found as JSON.
"""

import json
import random
import sys
import time
from pathlib import Path

from PIL import Image

from aimath.studio.conversion import Frame
from aimath.studio.encoding import FrameSink, open_sink
from aimath.studio.filming.shooting import shoot
from aimath.studio.rendering import plan
from aimath.studio.settings import FilmSettings

_LOT = 1_000_000_000
"""Bytes of frames that are drawn before the encoder gets them."""
_REST = 0.005
_EVERY = 13
"""Frames from one that is kept to the next, on average."""


class EncodingAlone:
    """A sink that encodes frames by the lot, so that the time of encoding is that of nothing else.

    Args:
        encoder: what encodes.
        folder: where single frames are kept.
        every: how many frames there are, on average, from one that is kept to the next; any regular step
            would favour encoders that give every few frames more bits than the others.
    """

    def __init__(self, encoder: FrameSink, folder: Path, every: int) -> None:
        self.seconds = 0.0
        """How long encoding took so far."""
        self.frames = 0
        self._encoder = encoder
        self._folder, self._longest = folder, 2 * every - 1
        self._steps = random.Random(0)
        self._due = 0
        self._lot: list[tuple[Frame, int]] = []
        self._bytes = 0

    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Keep a frame until the lot is full."""
        kept = None
        while self._due < self.frames + repeat:
            place = self._folder / f"{self._due:06}.png"
            if kept is None:
                Image.fromarray(frame).save(place, compress_level=1)
            else:
                place.hardlink_to(kept)
            kept = place
            self._due += self._steps.randint(1, self._longest)
        if not self._lot or frame is not self._lot[-1][0]:
            self._bytes += frame.nbytes
        self._lot.append((frame, repeat))
        self.frames += repeat
        if self._bytes >= _LOT:
            self._encode()

    def close(self) -> None:
        """Encode the rest."""
        self._encode()
        began = time.perf_counter()
        self._encoder.close()
        self.seconds += time.perf_counter() - began

    def abort(self) -> None:
        """Give up."""
        self._encoder.abort()

    def _encode(self) -> None:
        began = time.perf_counter()
        for frame, repeat in self._lot:
            self._encoder.write(frame, repeat)
        # The encoder works on in threads of its own.
        worked = -1.0
        while time.process_time() - worked > _REST / 5:
            worked = time.process_time()
            time.sleep(_REST)
        self.seconds += time.perf_counter() - began - _REST
        self._lot.clear()
        self._bytes = 0


def main() -> None:
    """Encode the scene that the command line names."""
    target, quality, place = sys.argv[1:]
    settings, folder = FilmSettings(quality), Path(place)
    folder.mkdir(parents=True)
    job = plan([target], {}, settings).jobs[0]
    sink = EncodingAlone(open_sink(folder / "film.mp4", settings), folder, _EVERY)
    shoot(job.shoot, sink)
    sink.close()
    print(json.dumps({"seconds": sink.seconds, "frames": sink.frames}))


if __name__ == "__main__":
    main()
