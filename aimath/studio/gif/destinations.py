"""Where animated pictures go, and what is documented to be possible there."""

from collections.abc import Mapping
from dataclasses import dataclass

from aimath.studio.errors import UsageError

MB = 1_000_000


@dataclass(frozen=True)
class Destination:
    """A place that shows animated pictures.

    Attributes:
        formats: the formats that it shows moving; the first is taken if none is asked for.
        source: where its limits are documented.
        size: bytes that a file may have; None if no limit is documented.
        width: pixels from side to side that it may have.
        height: pixels from top to bottom.
        frames: how many frames it may have.
        pixels: how many pixels all frames together may have.
        frame_pixels: how many pixels a frame may have.
    """

    formats: tuple[str, ...]
    source: str
    size: int | None = None
    width: int | None = None
    height: int | None = None
    frames: int | None = None
    pixels: int | None = None
    frame_pixels: int | None = None

    def allows(self, width: int, height: int, frames: int) -> bool:
        """Tell whether a file of this size and with so many frames can be shown.

        Example:
            >>> DESTINATIONS["x"].allows(800, 450, 351)
            False
        """
        limits = (
            (width, self.width),
            (height, self.height),
            (frames, self.frames),
            (width * height, self.frame_pixels),
            (width * height * frames, self.pixels),
        )
        return all(most is None or value <= most for value, most in limits)


ANYWHERE = Destination(("gif", "webp", "apng", "avif"), "no particular place")

DESTINATIONS: Mapping[str, Destination] = {
    "powerpoint": Destination(
        ("gif",), "Microsoft Support, “Add an animated GIF to a slide”; no limit of size is given"
    ),
    "keynote": Destination(
        ("gif",), "Apple, Keynote User Guide, “Add images and videos”; no limit of size is given"
    ),
    "google-slides": Destination(
        ("gif",),
        "Google for Developers, Slides API, “Add images to a slide”: less than 50 MB, at most 25 megapixels, "
        "PNG, JPEG or GIF; https://developers.google.com/slides/api/guides/add-image",
        size=50 * MB - 1,
        frame_pixels=25_000_000,
    ),
    "github": Destination(
        ("gif",),
        "GitHub Docs, “Attaching files”: 10 MB for images and GIFs; "
        "https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/attaching-files",
        size=10 * MB,
    ),
    "slack": Destination(
        ("gif",),
        "Slack Help Center, “Add files to Slack”: up to 1 GB a file; "
        "https://slack.com/help/articles/201330736-Add-files-to-Slack",
        size=1000 * MB,
    ),
    "x": Destination(
        ("gif",),
        "X Developer Platform, “Media best practices”: at most 15 MB, 1280 × 1080 pixels, 350 frames and 300 "
        "million pixels in all frames together; https://docs.x.com/x-api/media/quickstart/best-practices",
        size=15 * MB,
        width=1280,
        height=1080,
        frames=350,
        pixels=300_000_000,
    ),
    "wikipedia": Destination(
        ("gif",),
        "MediaWiki, “Manual:$wgMaxAnimatedGifArea”, which Wikimedia sets to 100 million: a GIF with more "
        "pixels in all frames together stands still when it is shown smaller; https://phabricator.wikimedia.org/T273389",
        pixels=100_000_000,
    ),
}
"""Each destination's documented limits, by the name that `--for` takes."""


def find_destination(name: str | None, file_format: str | None) -> Destination:
    """Return a destination by its name.

    Raises:
        UsageError: if it does not show files of that format moving.
    """
    if name is None:
        return ANYWHERE
    found = DESTINATIONS[name]
    if file_format is not None and file_format not in found.formats:
        raise UsageError(f"-f {file_format}: {name} shows -f {' or '.join(found.formats)} moving")
    return found
