"""A segment: encoded frames of a play or a piece of one, in a file that tells whether it is whole."""

import hashlib
import json
from dataclasses import dataclass
from typing import BinaryIO, Self

from aimath.studio.camera.keys import key_of

_MAGIC = b"aimath segment 1\n"


@dataclass(frozen=True)
class Shown:
    """One picture of a segment.

    Attributes:
        key: what it shows, as a hexadecimal number.
        repeat: how many frames show it.
    """

    key: str
    repeat: int


@dataclass(frozen=True)
class SegmentNote:
    """What tells a segment in the store from all others, and how long it is.

    Attributes:
        key: the segment's key.
        first: the picture it begins with.
        frame_count: how many frames there are.
    """

    key: str
    first: Shown
    frame_count: int


@dataclass(frozen=True)
class Segment:
    """The encoded frames of a play, or of a piece of a long one.

    Attributes:
        key: equal for segments whose frames show the same, encoded in the same way.
        frames: what they show.
        video: a video file of its own.
    """

    key: str
    frames: tuple[Shown, ...]
    video: bytes

    @property
    def frame_count(self) -> int:
        """How many frames there are."""
        return sum(frame.repeat for frame in self.frames)

    @property
    def note(self) -> SegmentNote:
        """What to ask the store for to get it again."""
        return SegmentNote(self.key, self.frames[0], self.frame_count)

    def to_bytes(self) -> bytes:
        """Return it as the content of a file."""
        head = {
            "key": self.key,
            "frames": [[frame.key, frame.repeat] for frame in self.frames],
            "size": len(self.video),
            "sha256": hashlib.sha256(self.video).hexdigest(),
        }
        return _MAGIC + json.dumps(head).encode() + b"\n" + self.video

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return what `to_bytes` gave.

        Raises:
            ValueError: if it is something else, cut short or damaged.
        """
        frames = read_frames(content)
        head_end = content.index(b"\n", len(_MAGIC))
        head, video = json.loads(content[len(_MAGIC) : head_end]), content[head_end + 1 :]
        if len(video) != head["size"] or hashlib.sha256(video).hexdigest() != head["sha256"]:
            raise ValueError("the segment is damaged")
        return cls(head["key"], frames, video)


def read_head(file: BinaryIO) -> bytes:
    """Return the beginning of a segment's file, up to the video."""
    return file.readline(len(_MAGIC)) + file.readline()


def read_frames(content: bytes) -> tuple[Shown, ...]:
    """Return what the frames of a segment show, from its file or the beginning of it.

    Raises:
        ValueError: if that is no segment.
    """
    try:
        if not content.startswith(_MAGIC):
            raise ValueError("this is no segment")
        head = json.loads(content[len(_MAGIC) : content.index(b"\n", len(_MAGIC))])
        return tuple(Shown(str(key), int(repeat)) for key, repeat in head["frames"])
    except (KeyError, TypeError) as error:
        raise ValueError("the segment's head is damaged") from error


def segment_key(frames: tuple[Shown, ...], encoding: str) -> str:
    """Return the key of a segment.

    Args:
        frames: what its frames show.
        encoding: tells how they are encoded.
    """
    return key_of(encoding, *(f"{frame.key}*{frame.repeat}" for frame in frames)).hex()
