"""Flashes that can bring on a seizure: more than three in a second, over much of what the eye takes in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.flash_counting import MOST_FLASHES, TOO_MANY_CHANGES, FlashCounter, FlashSpan
from aimath.studio.check.flash_frames import watch
from aimath.studio.jobs import Shoot

_SUSPICIOUS_CHANGES = 4
_SUSPICIOUS_LUMINANCE = 0.03


def flash(film: Film) -> Iterator[Finding]:
    """Find more than three flashes in a second, general or red, as WCAG 2.3.1 counts them.

    Where something goes to and fro too often is looked for once for both themes, where it is the same;
    then it is told for each look whether it is strong and large enough to count.
    """
    if not any(play.moves for play in film.plays):
        return
    stretches = swinging(_Scene.of(film.shoot))
    if not stretches:
        return
    width, height = film.shoot.settings.pixels
    for span in flashes(film.shoot, stretches):
        left, top, right, bottom = span.box
        many = f"more than {MOST_FLASHES} {span.kind} flashes a second until {span.end:.1f} s"
        message = (
            f"{many}, over {min(1.0, span.share):.0%} of a field of ten degrees; slow it down or shrink it"
        )
        box = (left * width, top * height, right * width, bottom * height)
        yield film.finding("flash", message, span.start, boxes=(box,))


def flashes(shoot: Shoot, stretches: Iterable[tuple[float, float]]) -> list[FlashSpan]:
    """Return where a film flashes too often, looking at every frame of some stretches of it.

    Args:
        shoot: the scene and its look.
        stretches: start and end of each, in seconds of film.
    """
    counter = FlashCounter(shoot.settings.pixels)
    watch(shoot, counter.look, stretches)
    return counter.spans()


@dataclass(frozen=True)
class _Scene:
    """A scene in one shape, the same in every theme."""

    key: str
    shoot: Shoot = field(compare=False)

    @classmethod
    def of(cls, shoot: Shoot) -> "_Scene":
        path, settings = shoot.source.path, shoot.settings
        numbers = sorted(_plain(shoot.numbers).items())
        written = path.stat().st_mtime_ns
        # A flash fills more of a field of ten degrees in a film that is shown smaller.
        shown = settings.aspect, settings.seed
        key = repr((path, written, shoot.source.class_name, numbers, shoot.sections, *shown))
        return cls(key, shoot)


@cache
def swinging(scene: _Scene) -> tuple[tuple[float, float], ...]:
    """Return the stretches of a film in which something large goes to and fro too often, perhaps weakly.

    Colours differ between themes, but not when things come and go, so one theme tells it for all. Some frames
    are looked at first, and then all frames of the plays in which these are suspicious.
    """
    suspicious = _weak_flashes(scene.shoot, _SUSPICIOUS_CHANGES, None)
    return _weak_flashes(scene.shoot, TOO_MANY_CHANGES, suspicious) if suspicious else ()


def _weak_flashes(
    shoot: Shoot, changes: int, stretches: Iterable[tuple[float, float]] | None
) -> tuple[tuple[float, float], ...]:
    counter = FlashCounter(shoot.settings.pixels, changes=changes, smallest=_SUSPICIOUS_LUMINANCE)
    watch(shoot, counter.look, stretches)
    return tuple((span.start, span.end) for span in counter.spans())


def _plain(numbers: Mapping[str, Any]) -> dict[str, str]:
    return {name: repr(value) for name, value in numbers.items()}
