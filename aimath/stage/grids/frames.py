"""Frames and bands around parts of a picture, which wander from one part to the next."""

from manim import VGroup, VMobject

from aimath.stage.changes import Step

FRAME_WIDTH = 3.5
"""Stroke width of a frame, in Manim's unit: a hundredth of a scene unit."""


class Frames(VGroup):
    """The frames that show at present; there may be none.

    Example:
        >>> frames, outline = Frames(), VMobject()
        >>> frames.moved(outline)(1.0)
        >>> len(frames)
        1
    """

    def moved(self, outline: VMobject | None, *, keep: bool = False) -> Step:
        """Return the step that frames `outline`: the frame in use moves there, unless it is kept too."""
        leaving = [] if keep else list(self.submobjects)
        mover = leaving.pop(0) if leaving and outline is not None else None
        start = mover.copy() if mover is not None else VMobject()
        fading_out = [self._fading(frame) for frame in leaving]
        fading_in = self._fading(outline) if outline is not None and mover is None else None

        def step(share: float) -> None:
            for fade in fading_out:
                fade(1.0 - share)
            if fading_in is not None:
                fading_in(share)
            elif outline is not None and mover is not None:
                mover.interpolate(start, outline, share)

        return step

    def _fading(self, frame: VMobject) -> Step:
        fill, stroke = frame.get_fill_opacity(), frame.get_stroke_opacity()
        edges = frame.get_stroke_opacity(background=True)

        def fade(opacity: float) -> None:
            frame.set_fill(opacity=opacity * fill).set_stroke(opacity=opacity * stroke)
            self.remove(frame.set_stroke(opacity=opacity * edges, background=True))
            if opacity > 0:
                self.add(frame)

        return fade
