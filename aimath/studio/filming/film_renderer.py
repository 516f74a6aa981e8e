"""Manim's renderer for films: it hands on what frames show, and time is counted in whole frames."""

from collections.abc import Iterable
from typing import Any, cast

import numpy as np
from manim import Mobject, Scene, VMobject, Wait
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.exceptions import EndSceneEarlyException

from aimath.studio.camera.bulk import BulkDrawing
from aimath.studio.camera.picture import Picture
from aimath.studio.conversion import Frame
from aimath.studio.filming.runs import Runs
from aimath.studio.filming.skipping import may_skip_frames, may_skip_plays
from aimath.studio.frames.film_frame import FilmFrame
from aimath.studio.straight_alpha import straight_alpha


class FilmRenderer(CairoRenderer):
    """Manim's renderer, for scenes that are filmed with a camera that draws in bulk.

    Frames are handed to the file writer undrawn. A play takes the same time whether it is filmed or gone
    through, and film time is the number of frames divided by the frame rate, without rounding errors.

    Attributes:
        chosen: the first play that is filmed and the first that is not any more; None for all.
        plays: how many frames each play adds to the film.
        begins_anywhere: whether no play so far has needed that those before were gone through frame by frame.
        runs: which frames this process films, if several do.
    """

    chosen: tuple[int, int] | None = None
    frame_count = 0
    _before = 0
    _looks = 0
    _is_chosen = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.plays: list[int] = []
        self.begins_anywhere = True
        self.runs = Runs()

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play animations; going through them without filming takes as much time as filming them."""
        self._before, self._looks = self.frame_count, 0
        self._is_chosen = self.chosen is None or self.num_plays >= self.chosen[0]
        super().play(scene, *args, **kwargs)
        if self.skip_animations or self.runs.only_walks:
            frames = self._frames_of_play(scene)
            self._count_to(self._before + (self._looks if frames is None else frames))
        added = self.frame_count - self._before if self._is_in_film else 0
        self.plays.append(added)
        if self._is_chosen:
            self.runs.end_play(added, is_still=scene.is_current_animation_frozen_frame())
        if self.runs.only_walks:
            # Between plays, nobody who only walks is asked for a picture.
            self.skip_animations = may_skip_plays(scene)

    def update_skipping_status(self) -> None:
        """Find out whether the next play is filmed."""
        super().update_skipping_status()
        if self.chosen is None:
            return
        if self.num_plays >= self.chosen[1]:
            raise EndSceneEarlyException
        if self.num_plays < self.chosen[0]:
            self.skip_animations = True

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Hand on the next frame; one that is not filmed is not looked at."""
        number = round(time * self.camera.frame_rate)
        if number and number % self.runs.piece == 0 and not self.skip_animations:
            self._end_piece(number)
        self._looks = number + 1
        if not (self.skip_animations or self.runs.only_walks):
            self.update_frame(scene, moving_mobjects)
            self.add_frame(self._film_frame())

    def update_frame(self, scene: Scene, *args: Any, **options: Any) -> None:
        """Look at the scene; while it is only gone through, nobody does."""
        if not (self.skip_animations or self.runs.only_walks):
            super().update_frame(scene, *args, **options)

    def scene_finished(self, scene: Scene) -> None:
        """Look at the scene once more if its last frame is what is wanted."""
        self.skip_animations = False
        super().scene_finished(scene)

    def freeze_current_frame(self, duration: float) -> None:
        """Hand on the frame that is there, once for as long as it stands still."""
        frames = _whole_frames(duration, self.camera.frame_rate)
        if not (self.skip_animations or self.runs.only_walks):
            self.add_frame(self._film_frame(), num_frames=frames)

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        """Hand on a frame."""
        if self.skip_animations:
            return
        self._count_to(self.frame_count + num_frames)
        self.file_writer.write_frame(frame, repeat=num_frames)

    def get_frame(self) -> Any:
        """Return the pixels of what is seen now; the array never changes."""
        return self._finished(self._drawing.snapshot())

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Any:
        """Keep what does not move in a play as the ground of its frames."""
        self._prepare_play(scene)
        self.static_image = None
        if static_mobjects and not self.skip_animations:
            # Whoever only walks does so, too: a run of frames may begin in the midst of the play.
            super().update_frame(scene, mobjects=static_mobjects)
            self.static_image = cast(Any, self._drawing.ground())
        return self.static_image

    @property
    def _drawing(self) -> BulkDrawing:
        assert isinstance(self.camera, BulkDrawing)
        return self.camera

    def _film_frame(self) -> FilmFrame:
        camera = self._drawing
        picture = camera.picture
        if picture is None or picture.key is None:
            return FilmFrame.of_pixels(self._finished(camera.snapshot()))
        return FilmFrame(picture.key, picture.size, picture, self._draw)

    def _draw(self, picture: Picture) -> Frame:
        return self._finished(self._drawing.draw(picture))

    def _finished(self, pixels: Frame) -> Frame:
        """Return pixels as films have them: without the ground if that is left out."""
        return straight_alpha(pixels) if self.camera.background_opacity == 0 else pixels

    @property
    def _is_in_film(self) -> bool:
        return not self.file_writer.sections[-1].skip_animations

    def _prepare_play(self, scene: Scene) -> None:
        """Find out who films the play that begins, and whether it has to be gone through at all."""
        self.begins_anywhere &= may_skip_plays(scene)
        frames = self._frames_of_play(scene)
        if not (self._is_in_film and self._is_chosen):
            return
        is_frozen = scene.is_current_animation_frozen_frame()
        is_known = frames is not None
        may_skip = is_frozen or (self.runs.crew is not None and is_known and may_skip_frames(scene))
        self.runs.begin_play(frames, may_skip=may_skip, lit=_count_lit(scene))
        # A run may begin with each of several pieces, so somebody has to get there.
        has_one_piece = is_frozen or (frames is not None and frames <= self.runs.piece)
        if self.runs.only_walks:
            self.skip_animations = has_one_piece and may_skip_plays(scene)

    def _end_piece(self, number: int) -> None:
        """End a piece of a play, before the frame with this number."""
        self._count_to(self._before + number)
        self.file_writer.end_piece()
        if self._is_in_film:
            self.runs.end_piece()

    def _frames_of_play(self, scene: Scene) -> int | None:
        """Return how many frames filming the play that a scene goes through gives; None if nobody knows."""
        assert scene.animations is not None
        if scene.is_current_animation_frozen_frame():
            return _whole_frames(scene.duration, self.camera.frame_rate)
        if isinstance(scene.animations[0], Wait) and scene.stop_condition is not None:
            # Manim goes through every frame of a wait whose end is not known.
            return None
        return len(np.arange(0, scene.duration, 1 / self.camera.frame_rate))

    def _count_to(self, frames: int) -> None:
        self.frame_count = frames
        self.time = frames / self.camera.frame_rate


def _count_lit(scene: Scene) -> int:
    """Return how many shapes of a scene have light on them."""
    everything = scene.get_mobject_family_members()
    return sum(isinstance(mobject, VMobject) and mobject.shade_in_3d for mobject in everything)


def _whole_frames(duration: float, frame_rate: float) -> int:
    # As Manim counts them.
    return int(duration / (1 / frame_rate))
