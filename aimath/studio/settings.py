"""How a film is shot: size, frame rate, shape, theme and file format."""

from dataclasses import dataclass
from fractions import Fraction

from aimath.studio.errors import UsageError


@dataclass(frozen=True)
class Quality:
    """A size and frame rate.

    Attributes:
        lines: pixels along the shorter side.
        fps: frames a second.
    """

    lines: int
    fps: int


QUALITIES = {
    "draft": Quality(480, 15),
    "720p": Quality(720, 60),
    "1080p": Quality(1080, 60),
    "1440p": Quality(1440, 60),
    "4k": Quality(2160, 60),
}
ASPECTS = {"16:9": Fraction(16, 9), "9:16": Fraction(9, 16), "1:1": Fraction(1)}
FORMATS = ("mp4", "webm", "mov", "png", "frames")
THEME_NAMES = ("dark", "light")
TRANSPARENT_FORMATS = ("webm", "mov", "png", "frames")
HIGHEST_FPS = 120
NARROWEST, WIDEST = 64, 4096

_SHORT_SIDE = 8.0


@dataclass(frozen=True)
class FilmSettings:
    """Everything about a film that is not what it shows.

    Attributes:
        quality: a name in QUALITIES.
        fps: frames a second, or None for the quality's own.
        aspect: a name in ASPECTS.
        theme: "dark" or "light".
        format: a name in FORMATS; "png" is the last frame, "frames" a folder of all.
        transparent: whether the ground is left out.
        seed: where randomness starts.
        width: pixels from side to side, in place of the quality's own.

    Raises:
        UsageError: if something is not possible, alone or together.

    Example:
        >>> FilmSettings(aspect="9:16").pixels
        (1080, 1920)
    """

    quality: str = "1080p"
    fps: int | None = None
    aspect: str = "16:9"
    theme: str = "dark"
    format: str = "mp4"
    transparent: bool = False
    seed: int = 0
    width: int | None = None

    def __post_init__(self) -> None:
        for value, allowed, what in (
            (self.quality, QUALITIES, "quality"),
            (self.aspect, ASPECTS, "aspect"),
            (self.format, FORMATS, "format"),
            (self.theme, THEME_NAMES, "theme"),
        ):
            if value not in allowed:
                raise UsageError(f"{what}: expected one of {', '.join(allowed)}, got {value!r}")
        if self.fps is not None and not 1 <= self.fps <= HIGHEST_FPS:
            raise UsageError(f"fps: expected a whole number from 1 to {HIGHEST_FPS}, got {self.fps}")
        if self.width is not None and not NARROWEST <= self.width <= WIDEST:
            raise UsageError(f"width: expected a whole number from {NARROWEST} to {WIDEST}, got {self.width}")
        if self.transparent and self.format not in TRANSPARENT_FORMATS:
            raise UsageError(
                f"--transparent: {self.format} cannot leave out the ground; "
                f"choose -f {', '.join(TRANSPARENT_FORMATS[:-1])} or {TRANSPARENT_FORMATS[-1]}"
            )

    @property
    def is_video(self) -> bool:
        """Whether a film in this format is one file that moves."""
        return self.format not in ("png", "frames")

    @property
    def is_still(self) -> bool:
        """Whether a film in this format is one picture."""
        return self.format == "png"

    @property
    def frame_rate(self) -> int:
        """Frames a second."""
        return self.fps or QUALITIES[self.quality].fps

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels, both even unless a width is asked for."""
        lines, ratio = QUALITIES[self.quality].lines, ASPECTS[self.aspect]
        if self.width is not None:
            return self.width, round(self.width / ratio)
        long_side = 2 * round(lines * max(ratio, 1 / ratio) / 2)
        return (long_side, lines) if ratio >= 1 else (lines, long_side)

    @property
    def frame(self) -> tuple[float, float]:
        """Width and height in scene units; the shorter side has 8."""
        width, height = self.pixels
        scale = _SHORT_SIDE / min(width, height)
        return width * scale, height * scale
