"""Go through a scene without filming it, and stop at every moment worth a look."""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from manim import Mobject, Scene, VMobject
from manim.renderer.cairo_renderer import CairoRenderer
from numpy.typing import NDArray

from aimath.stage.lesson import Lesson
from aimath.stage.take import Take
from aimath.studio.camera.bulk import BulkDrawing
from aimath.studio.camera.shapes import Floats
from aimath.studio.check.code_places import frames_in, line_of
from aimath.studio.check.film import Film, Play
from aimath.studio.check.moment import Moment
from aimath.studio.check.names import Names
from aimath.studio.check.painting import paint_moment
from aimath.studio.check.things import Memory, things_on
from aimath.studio.errors import FilmError
from aimath.studio.filming.file_writer import write_nothing
from aimath.studio.filming.moments import MIDDLE_AND_END, Moments, film_time, set_clock
from aimath.studio.filming.shooting import ready_scene
from aimath.studio.jobs import Shoot

Look = Callable[[Moment], None]


def walk(shoot: Shoot, look: Look) -> Film:
    """Go through a scene, show each moment worth a look, and return what is known in the end.

    Args:
        shoot: the scene and its settings.
        look: shown the middle of every play, and every moment after one; called while the scene stands still.

    Raises:
        FilmError: naming lesson, section, file and line if the scene fails, or draws in a way of its own.
    """
    with ready_scene(shoot) as scene:
        write_nothing(scene)
        walker = _Walker(scene, shoot, look)
        # Manim's own way to render would refuse a scene that plays nothing, which has a single frame.
        scene.setup()
        scene.construct()
        if not walker.film.plays:
            walker.single_frame()
        scene.tear_down()
    return walker.film


class _Walker:
    """What is under way."""

    def __init__(self, scene: Scene, shoot: Shoot, look: Look) -> None:
        renderer, camera = scene.renderer, scene.camera
        if not isinstance(renderer, CairoRenderer) or not isinstance(camera, BulkDrawing):
            raise FilmError(
                f"{shoot.source.name}: it draws with {type(camera).__name__}, "
                "and only Manim's own Cairo cameras can be looked through"
            )
        self.scene, self.look, self.camera, self.renderer = scene, look, camera, renderer
        take = scene.take if isinstance(scene, Lesson) else Take()
        self.film = Film(shoot, take, isinstance(scene, Lesson))
        self.names = Names()
        self.memory = Memory()
        self.first_matrix = camera._matrix()
        self.last: tuple[tuple[int, ...], tuple[Mobject, ...]] = (), ()
        self.rested: dict[int, Floats] = {}
        self.play = scene.play
        self.halfway = False
        self.changes = False
        instead: dict[Any, dict[str, Any]] = {
            scene: {"play": self.played, "_get_animation_time_progression": _middle_and_end},
            renderer: {
                "render": self.rendered,
                "freeze_current_frame": self.pass_time,
                "update_frame": lambda *scene, **options: None,
                "save_static_frame_data": lambda *scene: None,
            },
        }
        for whose, methods in instead.items():
            for name, method in methods.items():
                setattr(whose, name, method)

    def played(self, *animations: Any, **options: Any) -> None:
        """Let the scene play, and look at it in the middle and afterwards."""
        file, line = self.where()
        start = self.time
        # The play is known while it runs, though not yet when it ends.
        self.film.plays.append(Play(self.section, start, start, file, line))
        self.changes = False
        self.halfway = True
        try:
            self.play(*animations, **options)
        except BaseException:
            self.film.plays.pop()
            raise
        if not self.filmed:
            self.film.plays.pop()
            return
        self.film.plays[-1] = Play(self.section, start, self.time, file, line, self.changes)
        self.stop(rests=True)
        self.film.plays[-1] = Play(self.section, start, self.time, file, line, self.changes)

    def rendered(self, scene: Scene, time: float, moving_mobjects: Any = None) -> None:
        """Look at the first of the two frames of a play; with the second let its time pass."""
        if self.renderer.skip_animations:
            return
        if self.halfway:
            self.halfway = False
            self.stop(rests=False)
        else:
            self.pass_time(self.scene.duration)

    def pass_time(self, duration: float) -> None:
        """Let time pass as filming would."""
        if self.renderer.skip_animations:
            return
        set_clock(self.renderer, float(self.renderer.time) + duration)

    def single_frame(self) -> None:
        """Look at a scene that has not played anything."""
        if self.scene.mobjects:
            self.names.meet_all(vars(self.scene))
            path, line = self.film.shoot.source.path, line_of(type(self.scene))
            self.film.plays.append(Play("", 0.0, 0.0, path, line, False))
            self.stop(rests=True)

    def stop(self, *, rests: bool) -> None:
        """Show the moment, unless nothing has changed since the last rest."""
        painting = paint_moment(self.camera, self.scene.mobjects, _ground(self.camera))
        mobjects = tuple(self.scene.mobjects)
        # A wait leaves a mobject behind that is never seen.
        now = painting.signatures, tuple(each for each in mobjects if isinstance(each, VMobject))
        if now == self.last:
            return
        self.changes |= painting.signatures != self.last[0]
        self.names.see(mobjects)
        things, memory = things_on(mobjects, painting, self.memory, self.names)
        play = self.film.plays[-1]
        time = play.end if rests else (play.start + self.scene.duration / 2)
        zoomed = self.first_matrix != self.camera._matrix()
        here = dict(zip(painting.signatures, painting.boxes, strict=True))
        changed = [
            box
            for one, other in ((here, self.rested), (self.rested, here))
            for signature, box in one.items()
            if signature not in other
        ]
        boxes = np.array(changed).reshape(-1, 4)
        height = float(self.camera.frame_height)
        moment = Moment(
            self.film, play, time, rests, mobjects, things, painting, boxes, height, self.names, zoomed
        )
        try:
            self.look(moment)
        except Exception:
            # It is no mistake of the scene's, and must not be told as one.
            name = self.film.shoot.source.name
            raise FilmError(f"{name}: a rule failed at {time:.1f} s\n{traceback.format_exc()}") from None
        if rests:
            self.memory, self.rested, self.last = memory, here, now

    @property
    def filmed(self) -> bool:
        """Whether what plays now goes into the film."""
        return self.film.take.filming

    @property
    def time(self) -> float:
        """Seconds of film so far."""
        return film_time(self.scene)

    @property
    def section(self) -> str:
        """The part of the film that plays now."""
        return self.film.take.current

    def where(self) -> tuple[Path, int]:
        """Return the file and line that the play is written at, and learn the names that are known there."""
        path = self.film.shoot.source.path.resolve()
        frames = frames_in(path)
        if frames:
            self.names.meet(frames)
            return path, frames[0].f_lineno
        # The stage itself plays, between two parts: the part that begins is the cause.
        method = getattr(type(self.scene), self.section, None) if self.section else None
        return path, line_of(type(self.scene) if method is None else method)


def _middle_and_end(animations: Any, duration: float) -> Moments:
    return Moments(share * duration for share in MIDDLE_AND_END)


def _ground(camera: BulkDrawing) -> NDArray[np.uint8]:
    red, green, blue = camera.background_color.to_rgb()
    ground: NDArray[np.uint8] = np.rint(np.array([red, green, blue, 1.0]) * 255).astype(np.uint8)
    return ground
