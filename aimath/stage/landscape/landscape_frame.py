"""The floor, axes and labels of a landscape: what lies behind its surface, and what in front."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike

from aimath.stage.landscape.landscape_image import LandscapeImage
from aimath.stage.lettering.text import Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.plots.paths import Points, polygon, segments
from aimath.stage.theme import Role, current_theme, theme_color

# The axes change sides only some degrees after a corner has passed the middle: they stay for views near 0.
_LATE = 12.0
_FADE = 4.0
_BEYOND = 0.07
_GAP = 0.6
"""Between an axis and its label, in em."""
_TIP = np.array([0.11, 0.042])


class LandscapeFrame:
    """Floor and axes around a landscape, redrawn by `draw` when the view or the place of its image changes.

    Args:
        labels: what the first axis, the second and the vertical one are called, or None for no labels.
        label_roles: whose colours the labels take.
        size: size of the labels.
    """

    def __init__(
        self, labels: tuple[str, str, str] | None, label_roles: tuple[Role | str, ...], size: Size | float
    ) -> None:
        muted, grid = theme_color(Role.MUTED), current_theme().grid
        self._em = em(size)
        self._floor = [VMobject(stroke_color=grid, stroke_width=1.5) for _ in range(2)]
        self._axes = [VMobject(stroke_color=muted, stroke_width=1.6) for _ in range(2)]
        self._tips = [VMobject(fill_color=muted, fill_opacity=1, stroke_width=0) for _ in range(2)]
        self.behind = VGroup(self._floor[0], self._axes[0], self._tips[0])
        self.front = VGroup(self._floor[1], self._axes[1], self._tips[1])
        self.labels = VGroup()
        if labels is not None:
            pairs = zip(labels, label_roles, strict=True)
            self.labels.add(*(Words(text, size=size, role=role) for text, role in pairs))
            # A rim of the ground's colour keeps a label readable where the surface hangs over it.
            self.labels.set_stroke(current_theme().background, 4, background=True)

    @property
    def room_above(self) -> float:
        """How much room the upright axis needs above the landscape, in scene units."""
        return 1.1 * self._em if len(self.labels) else 0.6 * self._em

    @property
    def room_beside(self) -> float:
        """How much room the axes need on the other sides of the landscape, in scene units."""
        return 0.6 * self._em

    def draw(self, image: LandscapeImage) -> None:
        """Put floor, axes and labels around the landscape as it is seen now."""
        view = image.view
        turns = int(np.floor((view.azimuth - _LATE) / 90)) + 1
        turn = np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), turns % 4)
        strength = image.opacity * min(abs((view.azimuth - _LATE + 45) % 90 - 45) / _FADE, 1.0)
        with_axis = np.array([[0, -1], [-1, 0]]) @ turn
        for floor, front in zip(self._floor, (False, True), strict=True):
            sides = [side for side in -with_axis if view.faces(*side) is front]
            ends = np.array([_side(side) for side in sides]).reshape(-1, 2, 2)
            floor.set_points(segments(_on_floor(image, ends[:, 0]), _on_floor(image, ends[:, 1])))
            floor.set_stroke(opacity=image.opacity)
        upright = strength * float(np.clip(view.uprightness * image.scale_factor / (2 * self._em), 0, 1))
        lines: list[list[Points]] = [[self._vertical(image, np.array([-1, 1]) @ turn, upright)], []]
        for normal in with_axis:
            line = self._horizontal(image, normal, strength)
            lines[view.faces(*normal)].append(line)
        for axes, tips, chosen in zip(self._axes, self._tips, lines, strict=True):
            ends = np.array(chosen).reshape(-1, 2, 3)
            axes.set_points(segments(ends[:, 0], ends[:, 1])).set_stroke(opacity=strength)
            triangles = [polygon(_tip(start, end)) for start, end in ends]
            tips.set_points(np.concatenate([np.zeros((0, 3)), *triangles])).set_fill(opacity=strength)

    def _horizontal(self, image: LandscapeImage, normal: Points, strength: float) -> Points:
        """Return the ends of the axis along one side of the floor, and put its label outside of it."""
        low, high = _side(normal)
        ends = _on_floor(image, np.array([low, high + _BEYOND * (high - low) / 2]))
        axis = 0 if low[0] != high[0] else 1
        # A little towards the eye from the middle, where less of the surface hangs over.
        depth = image.view.turned(*np.array([low, high]).T)[1]
        middle = ends[0] + (0.5 + 0.1 * np.sign(depth[0] - depth[1])) * (ends[1] - ends[0])
        outward = np.cross(ends[1] - ends[0], [0, 0, 1.0])
        outward *= np.sign(outward @ (middle - _on_floor(image, np.zeros((1, 2)))[0]))
        self._put_label(axis, middle, outward / np.linalg.norm(outward), strength)
        return ends

    def _vertical(self, image: LandscapeImage, corner: Points, strength: float) -> Points:
        """Return the ends of the upright axis over a corner of the floor, and put its label on top."""
        ends = _on_floor(image, np.array([corner, corner]), np.array([0, 1 + _BEYOND]))
        self._put_label(2, ends[1], np.array([0, 1.0, 0]), strength)
        return ends

    def _put_label(self, axis: int, at: Points, outward: Points, strength: float) -> None:
        if not len(self.labels):
            return
        label = self.labels[axis]
        half = np.array([label.width, label.height, 0]) / 2
        label.move_to(at + outward * (_GAP * self._em + np.abs(outward) @ half))
        label.set_opacity(strength)


def _side(normal: Points) -> Points:
    """Return the lower and the upper end of one side of the floor."""
    along = np.abs(normal[::-1])
    return np.array([normal - along, normal + along], dtype=float)


def _on_floor(image: LandscapeImage, ground: Points, share: ArrayLike = 0.0) -> Points:
    projected = image.view.project(ground[:, 0], ground[:, 1], share)
    return image.place(projected.across, projected.up)


def _tip(start: Points, end: Points) -> Points:
    """Return the corners of an arrow tip at the end of a line; none on a line seen from its end."""
    length = float(np.linalg.norm(end - start))
    if length < 2 * _TIP[0]:
        return np.zeros((0, 3))
    along = (end - start) / length
    side = np.array([-along[1], along[0], 0])
    return np.array([end, end - _TIP[0] * along + _TIP[1] * side, end - _TIP[0] * along - _TIP[1] * side])
