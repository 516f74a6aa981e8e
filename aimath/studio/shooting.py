"""Run a scene under Manim and hand every frame to a sink."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any

import numpy as np
from manim import Camera, Scene
from manim.scene.scene_file_writer import SceneFileWriter

from aimath.stage.lesson import Lesson
from aimath.stage.sections import Section
from aimath.stage.take import Take
from aimath.stage.theme import THEMES
from aimath.studio.camera import bulk_camera_class
from aimath.studio.encoding import Frame, FrameSink
from aimath.studio.errors import FilmError, StudioError
from aimath.studio.jobs import Shoot
from aimath.studio.manim_settings import manim_settings
from aimath.studio.outputs import MEDIA
from aimath.studio.scene_files import failure, load_scene

MANIM_MEDIA = MEDIA / ".manim"


@dataclass(frozen=True)
class Shot:
    """What a shoot brought home besides the frames.

    Attributes:
        take: the notes of a lesson; empty for a plain scene.
        frames: how many frames there are.
        last: the last frame.
        title: the lesson's title, or the name of the scene's class.
        numbers: every number of the lesson, as it was used.
    """

    take: Take
    frames: int
    last: Frame | None
    title: str
    numbers: dict[str, Any]


Watcher = Callable[[str, int], None]
"""Told the current section, and how many frames there are so far."""


def shoot(
    shoot: Shoot,
    sink: FrameSink,
    watch: Watcher = lambda section, frames: None,
    *,
    prepare: Callable[[Scene], None] = lambda scene: None,
) -> Shot:
    """Film a scene.

    Args:
        shoot: the scene and how it is filmed.
        sink: where the frames go.
        watch: told how far it is.
        prepare: called with the scene before it plays.

    Raises:
        FilmError: naming lesson, section, file and line if the scene fails.
    """
    scene: Scene | None = None
    try:
        with manim_settings(shoot.settings, MANIM_MEDIA):
            scene = make_scene(shoot)
            take = scene.take if isinstance(scene, Lesson) else Take()
            writer = SinkWriter(scene, sink, lambda frames: watch(take.current, frames))
            scene.renderer.file_writer = writer
            prepare(scene)
            scene.render()
    except (StudioError, OSError):
        raise
    except Exception as error:
        # Manim itself refuses a film without a single play.
        if scene is not None and isinstance(error, RuntimeError) and scene.renderer.num_plays == 0:
            raise _nothing_played(shoot) from None
        section = scene.take.current if isinstance(scene, Lesson) else ""
        raise failure(shoot.source, section, error) from error
    if writer.frames == 0:
        raise _nothing_played(shoot)
    numbers = scene.numbers.model_dump() if isinstance(scene, Lesson) else {}
    title = type(scene).film_title() if isinstance(scene, Lesson) else type(scene).__name__
    return Shot(take, writer.frames, writer.last, title, numbers)


def rehearse(shoot: Shoot) -> Take:
    """Go through a lesson without drawing, to learn its length and find its mistakes.

    A plain scene is not gone through: its take is empty.

    Raises:
        FilmError: as `shoot` does.
    """
    with _rehearsing(shoot) as scene:
        if not isinstance(scene, Lesson):
            return Take()
        scene.render()
        return scene.take


def stills(shoot: Shoot) -> dict[str, Frame]:
    """Return the last frame of each chosen section of a lesson, by the section's name.

    Raises:
        FilmError: as `shoot` does.
    """
    found: dict[str, Frame] = {}
    with _rehearsing(shoot) as scene:
        if not isinstance(scene, Lesson):
            raise FilmError(f"{shoot.source.name}: only lessons have sections to take stills of")
        lesson = scene

        def draw(section: Section) -> None:
            if lesson.take.filming:
                found[section.name] = _draw(lesson)

        lesson.when_section_ends.append(draw)
        lesson.render()
    return found


@contextmanager
def _rehearsing(shoot: Shoot) -> Iterator[Scene]:
    """Give the scene, set up so that rendering it draws nothing."""
    scene: Scene | None = None
    try:
        with manim_settings(shoot.settings, MANIM_MEDIA):
            scene = make_scene(shoot, camera_class=BlindCamera)
            scene.renderer.file_writer = SinkWriter(scene, _Nowhere(), lambda frames: None)
            scene.renderer._original_skipping_status = True
            yield scene
    except StudioError:
        raise
    except Exception as error:
        section = scene.take.current if isinstance(scene, Lesson) else ""
        raise failure(shoot.source, section, error) from error


def make_scene(shoot: Shoot, camera_class: type[Camera] | None = None) -> Scene:
    """Return the scene, ready to render; Manim must be set up already.

    Args:
        shoot: which scene, and with what.
        camera_class: the camera of a lesson; the one that draws in bulk when None.
    """
    scene_class = load_scene(shoot.source)
    if not issubclass(scene_class, Scene):
        raise FilmError(f"{shoot.source.path}: {shoot.source.class_name} is not a Manim scene")
    if not issubclass(scene_class, Lesson):
        plain: Scene = scene_class(**_bulk_camera(scene_class))
        return plain
    return scene_class(
        camera_class=camera_class or bulk_camera_class(Camera),
        numbers=scene_class.numbers_type()(**shoot.numbers),
        theme=THEMES[shoot.settings.theme],
        chosen=shoot.sections,
        seed=shoot.settings.seed,
    )


def _bulk_camera(scene_class: type[Scene]) -> dict[str, Any]:
    """Return the option that gives a plain scene its own kind of camera, drawing in bulk.

    A scene whose constructor takes no camera keeps the one that it makes for itself.
    """
    for ancestor in scene_class.__mro__:
        if "__init__" not in vars(ancestor):
            continue
        parameters = signature(vars(ancestor)["__init__"]).parameters
        if "camera_class" in parameters:
            chosen = parameters["camera_class"].default
            return {"camera_class": bulk_camera_class(chosen)} if isinstance(chosen, type) else {}
        if not any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters.values()):
            return {}
    return {}


def _nothing_played(shoot: Shoot) -> FilmError:
    return FilmError(
        f"{shoot.source.name}: the scene plays nothing, so there is no film; "
        "let it play or wait, or choose -f png for a picture"
    )


def _draw(scene: Scene) -> Frame:
    """Draw what is on a scene now, even with a blind camera."""
    camera = scene.camera
    assert isinstance(camera, Camera), "films are drawn with Cairo"
    camera.reset()
    Camera.capture_mobjects(camera, scene.mobjects)
    return np.asarray(camera.pixel_array, dtype=np.uint8).copy()


class SinkWriter(SceneFileWriter):
    """Manim's file writer with our sink in place of its files."""

    def __init__(self, scene: Scene, sink: FrameSink, watch: Callable[[int], None]) -> None:
        super().__init__(scene.file_writer_settings)
        self._sink = sink
        self._watch = watch
        self._writing = False
        self.frames = 0
        self.last: Frame | None = None

    def begin_animation(self, allow_write: bool = False, *args: Any, **options: Any) -> None:
        """Let frames through, or not."""
        self._writing = allow_write

    def end_animation(self, allow_write: bool = False) -> None:
        """Let no more frames through."""
        self._writing = False

    def add_partial_movie_file(self, hash_animation: str | None) -> None:
        """Note that the section has a play."""
        super().add_partial_movie_file(None)

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Hand a frame to the sink."""
        if self._writing and repeat > 0:
            self._take(pixels, repeat)

    def save_image(self, pixels: Any) -> None:
        """Hand a still to the sink."""
        self._take(pixels, 1)

    def finish(self) -> None:
        """Do nothing: whoever opened the sink closes it."""

    def abort_encode_jobs(self, reraise_encoder_failures: bool = False) -> None:
        """Do nothing: whoever opened the sink aborts it."""

    def _take(self, pixels: Frame, repeat: int) -> None:
        self._sink.write(pixels, repeat)
        self.last = pixels
        self.frames += repeat
        self._watch(self.frames)


class BlindCamera(Camera):
    """A camera that draws nothing."""

    def capture_mobjects(self, mobjects: Any, **options: Any) -> None:
        """Draw nothing."""


class _Nowhere:
    def write(self, frame: Frame, repeat: int = 1) -> None:
        """Take nothing."""

    def close(self) -> None:
        """Finish nothing."""

    def abort(self) -> None:
        """Give up nothing."""
