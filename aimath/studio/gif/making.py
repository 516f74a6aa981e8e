"""Make an animated picture from a part of a film."""

from dataclasses import dataclass
from pathlib import Path

from aimath.studio.errors import StudioError
from aimath.studio.gif.artist import Artist
from aimath.studio.gif.budget import Search, best_that_fits
from aimath.studio.gif.destinations import ANYWHERE, Destination
from aimath.studio.gif.formats import Playing, check_format, write_clip
from aimath.studio.gif.likeness import likeness
from aimath.studio.gif.looks import Look, best_look, smaller_looks
from aimath.studio.gif.spans import Span
from aimath.studio.jobs import Shoot
from aimath.studio.sizes import write_size
from aimath.studio.whole_files import prepare_folder, writing
from aimath.studio.worker_process import Report


class BudgetError(StudioError):
    """Not even the smallest acceptable file fits: the message says by how much, and what would help."""


@dataclass(frozen=True)
class Wish:
    """What an animated picture is to be.

    Attributes:
        format: a name in `looks.FORMATS`.
        width: pixels from side to side, or fewer where it has to fit into a size.
        fps: frames a second, likewise.
        colors: how many colours there may be, likewise; None for as many as the format has.
        span: which part of the film.
        playing: how often it is played, and how long it rests on its last frame.
        most: bytes that the file may have; None for any number.
        destination: where it is going.
    """

    format: str = "gif"
    width: int = 800
    fps: int = 15
    colors: int | None = None
    span: Span = Span()
    playing: Playing = Playing()
    most: int | None = None
    destination: Destination = ANYWHERE


@dataclass(frozen=True)
class Made:
    """An animated picture that was made.

    Attributes:
        path: the file.
        size: how many bytes it has.
        look: width, frame rate and colours that it has.
        height: pixels from top to bottom.
        frames: how many frames one play shows.
        length: seconds of film in it.
        similarity: structural similarity to the frames as they were drawn, from 0 to 1.
        tried: the size in bytes of each look that was tried for a budget, before the last care is taken.
    """

    path: Path
    size: int
    look: Look
    height: int
    frames: int
    length: float
    similarity: float
    tried: tuple[tuple[Look, int], ...]


def make_gif(job: Shoot, path: Path, wish: Wish, notify: Report = lambda doing, count, total: None) -> Made:
    """Make an animated picture of a scene; the file is there whole, or not at all.

    Args:
        job: what is filmed; its settings say shape, theme and whether the ground is left out.
        path: the file.
        wish: what it is to be.
        notify: told how far it is.

    Raises:
        UsageError: if the wish makes no sense for this scene.
        BudgetError: if not even the smallest acceptable file fits.
        FilmError: if the scene fails.
    """
    check_format(wish.format, wish.fps, wish.colors, wish.playing.loop)
    prepare_folder(path.parent)
    artist = Artist(job, wish.span, notify)
    best = best_look(wish.format, wish.width, wish.fps, wish.colors)
    best = artist.within_limits(best, wish.destination, wish.playing.loop)
    limits = [size for size in (wish.most, wish.destination.size) if size is not None]
    with writing(path) as temporary:

        def write(look: Look, careful: bool) -> int:
            clip, words = artist.draw(look), f"writing {describe(look)}"
            notify(words, 0, None)

            def tell(done: int, total: int) -> None:
                notify(words, done, total)

            return write_clip(clip, wish.format, look, wish.playing, temporary, tell, careful=careful)

        def size_of(look: Look) -> int:
            write(look, careful=False)
            return temporary.stat().st_size

        search = Search(best, {})
        if limits:
            search = best_that_fits(smaller_looks(best, wish.format), min(limits), size_of)
        if search.look is None:
            raise BudgetError(_too_large(path, search, min(limits), artist, wish))
        frames = write(search.look, careful=True)
        notify("comparing with the frames", frames, frames)
        clip = artist.draw(search.look)
        similarity = likeness(temporary, clip)
    return Made(
        path=path,
        size=path.stat().st_size,
        look=search.look,
        height=clip.size[1],
        frames=frames,
        length=clip.length,
        similarity=round(similarity, 5),
        tried=tuple(search.sizes.items()),
    )


def describe(look: Look) -> str:
    """Return a look in words.

    Example:
        >>> describe(Look(640, 12, 128))
        '640 px, 12 frames a second, 128 colours'
    """
    words = [f"{look.width} px", f"{look.fps} frames a second"]
    if look.colors is not None:
        words.append(f"{look.colors} colours" + (" mixed in gradients" if look.dither else ""))
    if look.quality is not None:
        words.append(f"quality {look.quality}")
    return ", ".join(words)


def _too_large(path: Path, search: Search, most: int, artist: Artist, wish: Wish) -> str:
    smallest, size = list(search.sizes.items())[-1]
    seconds = 0.9 * most / size * artist.draw(smallest).length
    helps = f"a part of about {seconds:.1g} s (--from, --to) would fit"
    if wish.format == "gif" and "webp" in wish.destination.formats:
        helps += ", and -f webp may be smaller"
    return (
        f"{path.name}: the smallest acceptable version ({describe(smallest)}) has {write_size(size)}, "
        f"{write_size(size - most)} more than {write_size(most)}; {helps}"
    )
