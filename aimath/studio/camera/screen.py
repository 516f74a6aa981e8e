"""A camera's pixels, and what is known about them."""

import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from aimath.studio.camera.beginnings import Beginnings
from aimath.studio.camera.grounds import Ground
from aimath.studio.camera.painter import draw_layers, draw_picture
from aimath.studio.camera.picture import Beginning, Layer, Picture
from aimath.studio.camera.regions import Boxes, Pixels, not_empty
from aimath.studio.camera.snapshots import snapshot_of

_TOO_LONG_AGO = 60
"""Pictures; what has not been drawn on for longer is drawn as a whole."""


@dataclass(eq=False)
class _Sheet:
    """Pixels that showed what the screen shows, and where that has changed since.

    Attributes:
        pixels: the pixels.
        outdated: boxes that have changed since, or None if that could be everything.
        lent: whoever was given the pixels to read, as long as they keep them.
    """

    pixels: Pixels
    outdated: list[Boxes] | None = None
    lent: weakref.ref[Pixels] | None = field(default=None, repr=False)

    @property
    def is_free(self) -> bool:
        return self.lent is None or self.lent() is None

    def work(self) -> float:
        """Return how many boxes would have to be drawn."""
        return np.inf if self.outdated is None else sum(map(len, self.outdated))

    def note(self, changed: Boxes | None) -> None:
        if changed is None or (self.outdated is not None and len(self.outdated) == _TOO_LONG_AGO):
            self.outdated = None
        elif self.outdated is not None:
            self.outdated.append(changed)


class Screen:
    """Pixels that show one picture after the other, drawn when somebody looks, and only where they change.

    Frames are lent, not copied: as long as somebody keeps one, the next is drawn on another sheet.

    Args:
        pixels: the pixels that others may read and change.
    """

    # Manim's cache of plays describes a camera by all that it finds in it; it finds nothing in slots.
    __slots__ = (
        "_before",
        "_beginnings",
        "_changed",
        "_current",
        "_ground",
        "_home",
        "_is_exposed",
        "_pending",
        "_sheets",
        "_shown",
        "_snapshot",
        "_spare",
        "layers",
    )

    def __init__(self, pixels: Pixels) -> None:
        self._home = self._current = _Sheet(pixels)
        self._sheets = [self._home]
        self._ground: Ground | None = None
        self._pending: Picture | None = None
        self._shown: Picture | None = None
        self._snapshot: Pixels | None = None
        # Of the snapshot before, and where the pixels differ from it.
        self._before: weakref.ref[Pixels] | None = None
        self._changed: Boxes | None = None
        self._is_exposed = False
        self._spare: list[Pixels] = []
        self._beginnings = Beginnings()
        self.layers: Sequence[Layer] = ()

    @property
    def pixels(self) -> Pixels:
        """The pixels, for others to read and to change; always the same array."""
        self._is_exposed = True
        return self._settled_home()

    @property
    def picture(self) -> Picture | None:
        """What the screen shows; None if only its pixels tell."""
        if self._ground is not None:
            self.show(())
        return self._pending or self._shown

    def is_made_of(self, pixels: Pixels) -> bool:
        """Return whether these are the screen's pixels."""
        return self._home.pixels is pixels

    @property
    def shape(self) -> tuple[int, ...]:
        """Height, width and number of channels."""
        return self._home.pixels.shape

    def snapshot(self) -> Pixels:
        """Return what the screen shows, to keep: the same unchanging array until the screen changes."""
        self._settle()
        if self._snapshot is None:
            is_home = self._current is self._home
            pixels: Any = self._home.pixels.copy() if is_home else self._current.pixels
            if not is_home:
                # Through a memoryview, so that views of the frame hold on to this array and not to the sheet.
                pixels = np.asarray(memoryview(pixels))
                self._current.lent = weakref.ref(pixels)
            before = None if self._before is None else self._before()
            self._snapshot = snapshot_of(pixels, before, self._changed)
        return self._snapshot

    def fill(self, pixels: Pixels) -> None:
        """Show a copy of other pixels."""
        self._ground = None
        np.copyto(self._settled_home(), pixels, casting="unsafe")

    def clear(self, ground: Ground) -> None:
        """Take everything off a ground, which becomes the screen's."""
        self._ground = ground

    def show(self, layers: tuple[Layer, ...]) -> None:
        """Show layers on the ground if the screen was cleared, and else over what is there."""
        self.layers = layers
        ground, self._ground = self._ground, None
        if ground is None:
            draw_layers(self._settled_home(), layers)
            return
        self.put(Picture(ground, layers))

    def put(self, picture: Picture) -> None:
        """Show a picture."""
        self._pending = picture
        # Others hold the array they asked for, and what Manim draws or others own may change any time.
        if self._is_exposed or picture.has_unknown or not picture.ground.is_fixed:
            self._settle()

    def draw(self, picture: Picture) -> Pixels:
        """Return what a picture looks like, to keep; the screen goes on showing what it shows."""
        shown, pixels = self.picture, None
        if shown is None:
            pixels = self.snapshot()
        self.put(picture)
        drawn = self.snapshot()
        if shown is not None:
            self._pending = shown
        elif pixels is not None:
            self.fill(pixels)
        return drawn

    def _draw(self, picture: Picture) -> None:
        before = self._shown if picture.ground.is_fixed else None
        self._shown = None
        change = None if before is None else picture.changed_since(before)
        changed = None if change is None else not_empty(change.boxes)
        if changed is None or len(changed):
            self._draw_changed(picture, changed, self._beginnings.of(picture, change))
        self._shown = picture if picture.ground.is_fixed else None

    def _draw_changed(self, picture: Picture, changed: Boxes | None, beginning: Beginning) -> None:
        self._before = None if self._snapshot is None else weakref.ref(self._snapshot)
        self._changed, self._snapshot = changed, None
        for sheet in self._sheets:
            sheet.note(changed)
        sheet = self._current = self._sheet_for(picture)
        outdated = None if sheet.outdated is None else np.concatenate(sheet.outdated)
        draw_picture(sheet.pixels, picture, outdated, self._spare, beginning)
        sheet.outdated = []

    def _sheet_for(self, picture: Picture) -> _Sheet:
        # Manim remembers by the array where it draws, and others may still hold the array they asked for.
        if picture.has_unknown or self._is_exposed:
            return self._home
        free = [sheet for sheet in self._sheets if sheet.is_free and sheet is not self._home]
        if self._current in free:
            return self._current
        if not free:
            free.append(_Sheet(np.empty_like(self._home.pixels)))
            self._sheets += free
        return min(free, key=_Sheet.work)

    def _settled_home(self) -> Pixels:
        """Return the pixels of the home sheet, made to show what the screen shows, about to be changed."""
        self._settle()
        if self._current is not self._home:
            np.copyto(self._home.pixels, self._current.pixels)
            self._current = self._home
        self._shown = self._snapshot = self._before = None
        return self._home.pixels

    def _settle(self) -> None:
        if self._ground is not None:
            self.show(())
        pending, self._pending = self._pending, None
        if pending is not None:
            # A ground that is made of a picture is drawn on this screen, too.
            pending.ground.pixels  # noqa: B018
            self._draw(pending)
