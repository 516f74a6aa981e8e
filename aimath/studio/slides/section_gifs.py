"""The sections of a talk as animated GIFs, for slides that show pictures and no films."""

from PIL import Image

from aimath.studio.filming.rehearsing import rehearse
from aimath.studio.gif.formats import Playing
from aimath.studio.gif.making import Wish, make_gif
from aimath.studio.jobs import FilmJob
from aimath.studio.slides.section_films import Filmed
from aimath.studio.whole_files import writing
from aimath.studio.worker_process import Report

WIDEST = 1280
"""Pixels; wider GIFs are more than most programs play without a stutter."""

FASTEST = 15
"""Frames a second, for the same reason."""

_REST = 2.0


def film_as_gif(job: FilmJob, notify: Report) -> Filmed:
    """Make the GIF of a section: it plays for ever, and rests for two seconds on its last frame.

    Args:
        job: the section; its settings say how large and fast the GIF is, up to what slides can take.
        notify: told how far it is.

    Raises:
        FilmError: if the scene fails.
    """
    settings = job.shoot.settings
    path, poster = job.files.beside(".gif"), job.files.beside("-gif.png")
    wish = Wish(
        width=min(settings.pixels[0], WIDEST),
        fps=min(settings.frame_rate, FASTEST),
        playing=Playing(hold=_REST),
    )
    made = make_gif(job.shoot, path, wish, notify)
    with Image.open(path) as animation, writing(poster) as temporary:
        animation.seek(getattr(animation, "n_frames", 1) - 1)
        animation.convert("RGB").save(temporary)
    notes = tuple(beat.text for beat in rehearse(job.shoot).beats)
    return Filmed(path, poster, None, made.length, (made.look.width, made.height), notes)
