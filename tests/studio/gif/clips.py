"""Small clips to write in tests."""

from collections.abc import Sequence

import numpy as np

from aimath.studio.conversion import Frame
from aimath.studio.gif.clip import Clip, ClipRecorder
from aimath.studio.gif.spans import Span

GROUND = (11, 17, 30)


def record(frames: Sequence[tuple[Frame, int]], fps: int = 10) -> Clip:
    recorder = ClipRecorder(Span(), fps)
    for frame, repeat in frames:
        recorder.write(frame, repeat)
    return recorder.clip()


def plain(height: int = 24, width: int = 32, color: tuple[int, ...] = GROUND) -> Frame:
    frame = np.full((height, width, 4), 255, dtype=np.uint8)
    frame[..., : len(color)] = color
    return frame


def walking_square(count: int = 5, fps: int = 10) -> Clip:
    """A bright square that walks to the right; the third frame rests for three frame times."""
    frames = []
    for step in range(count):
        frame = plain()
        frame[8:14, 3 * step : 3 * step + 6, :3] = (90, 200, 250)
        frame[2, 2:12, :3] = (255, 210, 60)
        frames.append((frame, 3 if step == 2 else 1))
    return record(frames, fps)


def gradient(height: int = 32, width: int = 64) -> Frame:
    """A frame whose left half is flat and whose right half is a soft gradient of many colours."""
    frame = plain(height, width)
    half = width // 2
    ramp = np.linspace(20, 160, half)[np.newaxis] + np.linspace(0, 40, height)[:, np.newaxis]
    frame[:, half:, 0] = ramp
    frame[:, half:, 1] = ramp * 0.8
    frame[:, half:, 2] = 200 - ramp * 0.5
    return frame
