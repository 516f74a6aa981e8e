"""Run a scene under Manim and hand every frame to a sink."""

from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from inspect import Parameter, signature
from traceback import walk_tb
from typing import Any

from manim import Scene
from manim.manager import Manager

from aimath.stage.lesson import Lesson
from aimath.stage.take import Take
from aimath.stage.theme import THEMES
from aimath.studio.camera import BulkCamera, BulkDrawing, bulk_camera_class
from aimath.studio.conversion import Frame
from aimath.studio.encoding import FrameSink
from aimath.studio.errors import EndOfProcess, FilmError, StudioError
from aimath.studio.film_files import MANIM_MEDIA
from aimath.studio.filming.file_writer import DrawnFrames, FilmWriter, Recorder
from aimath.studio.filming.film_renderer import FilmRenderer
from aimath.studio.filming.manim_settings import manim_settings
from aimath.studio.jobs import Shoot
from aimath.studio.scene_files import failure, load_scene
from aimath.studio.segments.segment import SegmentNote
from aimath.studio.whole_files import is_full, no_room


@dataclass(frozen=True)
class Shot:
    """What a shoot brought home besides the frames.

    Attributes:
        take: the notes of a lesson; empty for a plain scene.
        frames: how many frames there are.
        last: the last frame.
        title: the lesson's title, or the name of the scene's class.
        numbers: every number of the lesson, as it was used.
        segments: the notes of the segments that its video was joined from.
    """

    take: Take
    frames: int
    last: Frame | None
    title: str
    numbers: dict[str, Any]
    segments: tuple[SegmentNote, ...] = ()


Watcher = Callable[[str, int], None]
"""Told the current section, and how many frames there are so far."""


def shoot(
    shoot: Shoot,
    sink: FrameSink,
    watch: Watcher = lambda section, frames: None,
    *,
    prepare: Callable[[Scene], None] = lambda scene: None,
) -> Shot:
    """Film a scene, frame by frame.

    Args:
        shoot: the scene and how it is filmed.
        sink: where the frames go.
        watch: told how far it is.
        prepare: called with the scene before it plays.

    Raises:
        FilmError: naming lesson, section, file and line if the scene fails.
    """
    return record(shoot, DrawnFrames(sink), watch, prepare=prepare)


def record(
    shoot: Shoot,
    recorder: Recorder,
    watch: Watcher = lambda section, frames: None,
    plays: tuple[int, int] | None = None,
    *,
    prepare: Callable[[Scene], None] = lambda scene: None,
) -> Shot:
    """Film a scene, play by play, and leave it to the recorder to have frames drawn.

    Args:
        shoot: the scene and how it is filmed.
        recorder: where the frames go.
        watch: told how far it is.
        plays: the first play of a lesson that is filmed, and the first that is not any more; all when None.
        prepare: called with the scene before it plays.

    Raises:
        FilmError: naming lesson, section, file and line if the scene fails.
    """
    with ready_scene(shoot) as scene:
        take = scene.take if isinstance(scene, Lesson) else Take()
        writer = FilmWriter(scene, recorder, lambda frames: watch(take.current, frames))
        scene.renderer.file_writer = writer
        if isinstance(scene.renderer, FilmRenderer):
            scene.renderer.chosen = plays
        prepare(scene)
        scene.render()
        last: Any = scene.renderer.get_frame() if writer.frames else None
    if writer.frames == 0:
        raise nothing_played(shoot)
    return Shot(take, writer.frames, last, title_of(scene), numbers_of(scene))


def title_of(scene: Scene) -> str:
    """Return a lesson's title, or the name of a plain scene's class."""
    return type(scene).film_title() if isinstance(scene, Lesson) else type(scene).__name__


def numbers_of(scene: Scene) -> dict[str, Any]:
    """Return every number of a lesson, as it is used; a plain scene has none."""
    return scene.numbers.model_dump(mode="json") if isinstance(scene, Lesson) else {}


@contextmanager
def ready_scene(shoot: Shoot) -> Iterator[Scene]:
    """Give a scene with Manim set up for it, and tell what fails inside the `with` block as its failure.

    The scene may change the current folder inside the block; afterwards, it is what it was.

    Raises:
        FilmError: naming lesson, section, file and line if the scene fails.
    """
    scene: Scene | None = None
    try:
        with chdir("."), manim_settings(shoot.settings, MANIM_MEDIA.absolute()):
            scene = make_scene(shoot)
            yield scene
    except (StudioError, EndOfProcess):
        raise
    except (Exception, SystemExit) as error:
        if isinstance(error, OSError) and is_full(error):
            raise no_room(shoot.source.name) from None
        if _is_refusal(error):
            raise nothing_played(shoot) from None
        section = scene.take.current if isinstance(scene, Lesson) else ""
        raise failure(shoot.source, section, error) from error


def make_scene(shoot: Shoot) -> Scene:
    """Return the scene, ready to render; Manim must be set up already."""
    scene_class = load_scene(shoot.source)
    if not issubclass(scene_class, Scene):
        raise FilmError(f"{shoot.source.path}: {shoot.source.class_name} is not a Manim scene")
    if not issubclass(scene_class, Lesson):
        plain: Scene = scene_class(**_film_renderer(scene_class))
        return plain
    return scene_class(
        FilmRenderer(camera_class=BulkCamera),
        numbers=scene_class.numbers_type()(**shoot.numbers),
        theme=THEMES[shoot.settings.theme],
        chosen=shoot.sections,
        seed=shoot.settings.seed,
    )


def _film_renderer(scene_class: type[Scene]) -> dict[str, Any]:
    """Return the option that gives a plain scene a renderer for films, with its own kind of camera.

    A scene that makes its renderer itself, or whose camera draws in its own way, is left alone.
    """
    # mypy takes classes of Manim for unhashable.
    camera_class: Any = None
    for ancestor in scene_class.__mro__:
        if "__init__" not in vars(ancestor):
            continue
        parameters = signature(vars(ancestor)["__init__"]).parameters
        if camera_class is None and "camera_class" in parameters:
            default = parameters["camera_class"].default
            camera_class = default if isinstance(default, type) else None
        if "renderer" in parameters:
            break
        if not any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters.values()):
            return {}
    bulk = None if camera_class is None else bulk_camera_class(camera_class)
    if bulk is None or not issubclass(bulk, BulkDrawing):
        return {}
    return {"renderer": FilmRenderer(camera_class=bulk)}


def _is_refusal(error: BaseException) -> bool:
    """Return whether an error is how Manim itself refuses a film without a single play."""
    # Manim has no type of its own for it, and whatever else runs may raise the same.
    *_, (frame, _) = walk_tb(error.__traceback__)
    return isinstance(error, RuntimeError) and frame.f_code is Manager.post_construct.__code__


def nothing_played(shoot: Shoot) -> FilmError:
    """Return what is wrong with a scene that has no frames."""
    return FilmError(
        f"{shoot.source.name}: the scene plays nothing, so there is no film; "
        "let it play or wait, or choose -f png for a picture"
    )
