"""Encode the frames of one scene and nothing else, and keep some of them as they were drawn.

Run as `python -m benchmarks.raw_frames TARGET QUALITY FOLDER`; prints what it found as JSON.
"""

import io
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from aimath.studio.conversion import Frame
from aimath.studio.encoding import FrameSink
from aimath.studio.filming.shooting import record
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.rendering import plan
from aimath.studio.settings import FilmSettings
from aimath.studio.video import Video

_LOT = 1_000_000_000
"""Bytes of frames that are drawn before the encoder gets them."""
_REST = 0.005
_EVERY = 13
"""Frames from one that is kept to the next, on average."""


class EncodingAlone:
    """A recorder that encodes frames by the lot, so that the time of encoding is that of nothing else.

    Args:
        open_encoder: gives what encodes the next piece of the film: how it does may depend on the piece.
        folder: where single frames are kept.
        every: how many frames there are, on average, from one that is kept to the next; any regular step
            would favour encoders that give every few frames more bits than the others.
    """

    def __init__(self, open_encoder: Callable[[], FrameSink], folder: Path, every: int) -> None:
        self.seconds = 0.0
        """How long encoding took so far."""
        self.frames = 0
        self._open_encoder = open_encoder
        self._encoder: FrameSink | None = None
        self._folder, self._longest = folder, 2 * every - 1
        self._steps = random.Random(0)
        self._due = 0
        self._lot: list[tuple[Frame, int] | None] = []
        self._last: Frame | None = None
        self._bytes = 0

    def write(self, drawing: FilmFrame, repeat: int = 1) -> None:
        """Draw a frame, and keep it until the lot is full."""
        frame = drawing.pixels()
        kept = None
        while self._due < self.frames + repeat:
            place = self._folder / f"{self._due:06}.png"
            if kept is None:
                Image.fromarray(frame).save(place, compress_level=1)
            else:
                place.hardlink_to(kept)
            kept = place
            self._due += self._steps.randint(1, self._longest)
        if frame is not self._last:
            self._bytes += frame.nbytes
        self._last = frame
        self._lot.append((frame, repeat))
        self.frames += repeat
        if self._bytes >= _LOT:
            self._encode()

    def end_piece(self) -> None:
        """Let another encoder take what comes."""
        self._lot.append(None)

    def close(self) -> None:
        """Encode the rest."""
        self.end_piece()
        self._encode()

    def _encode(self) -> None:
        began = time.perf_counter()
        for some in self._lot:
            if some is not None:
                self._encoder = self._encoder or self._open_encoder()
                self._encoder.write(*some)
            elif self._encoder is not None:
                self._encoder.close()
                self._encoder = None
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
    alone = EncodingAlone(lambda: Video(io.BytesIO(), settings), folder, _EVERY)
    record(job.shoot, alone)
    alone.close()
    print(json.dumps({"seconds": alone.seconds, "frames": alone.frames}))


if __name__ == "__main__":
    main()
