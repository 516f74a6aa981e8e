"""Triangles between the quads of a plane, and where a function is zero on their sides.

Reference:
    Manson and Schaefer, "Isosurfaces over simplicial partitions of multiresolution grids", Computer
    Graphics Forum 29(2), 2010.
"""

from aimath.studio.quick.isoline_quadtree import ABOVE, ZERO, Extraordinary, Measure, Quad, Vertex
from aimath.studio.quick.isoline_tracing import Place, Triangle

_Pair = tuple[int, int]
_Touching = tuple[_Pair, _Pair, _Pair, _Pair]

_STEP = 0.01
# More halves than a float has bits; what is not close by then never will be.
_MOST_HALVES = 200
_LARGEST = 1e200
# Which children of two neighbours touch, and the corners at both ends of the side that they share.
_SIDE_BY_SIDE = ((1, 3), (0, 2), (3, 1), (2, 0))
_ONE_ABOVE_THE_OTHER = ((2, 3), (0, 1), (2, 3), (0, 1))


class Triangulation:
    """The triangles around the sides that the quads of a plane share, four to a side.

    Attributes:
        triangles: those around sides near which the function changes its sign, in order.
    """

    def __init__(self, measure: Measure, tolerance: tuple[float, float]) -> None:
        self.triangles: list[Triangle] = []
        self._measure = measure
        self._tolerance = tolerance
        self._waiting: dict[Place, Triangle] = {}

    def add_inside(self, quad: Quad) -> None:
        """Add the triangles between the quarters of a quad, and within these."""
        if quad.children:
            for child in quad.children:
                self.add_inside(child)
            first, second, third, fourth = quad.children
            self._add_between(first, second, _SIDE_BY_SIDE)
            self._add_between(third, fourth, _SIDE_BY_SIDE)
            self._add_between(first, third, _ONE_ABOVE_THE_OTHER)
            self._add_between(second, fourth, _ONE_ABOVE_THE_OTHER)

    def _add_between(self, one: Quad, other: Quad, touching: _Touching) -> None:
        if not one.children and not other.children:
            self._add_around_side(one, other, touching)
            return
        (i, j), (k, m), _, _ = touching
        ones = (one.children[i], one.children[j]) if one.children else (one, one)
        others = (other.children[k], other.children[m]) if other.children else (other, other)
        self._add_between(ones[0], others[0], touching)
        self._add_between(ones[1], others[1], touching)

    def _add_around_side(self, one: Quad, other: Quad, touching: _Touching) -> None:
        centre, other_centre = self._centre(one), self._centre(other)
        smaller, (i, j) = (other, touching[3]) if one.depth < other.depth else (one, touching[2])
        start, end = smaller.corners[i], smaller.corners[j]
        middle = self._on_side(start, end)
        if not start[3] == other_centre[3] == end[3] == centre[3] == middle[3]:
            self._connect((start, other_centre, end, centre), middle)

    def _centre(self, quad: Quad) -> Vertex:
        return self._middle(quad.corners[0], quad.corners[3])

    def _middle(self, one: Vertex, other: Vertex) -> Vertex:
        return self._measure((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)

    def _on_side(self, start: Vertex, end: Vertex) -> Vertex:
        """Return where the planes that touch the function at both ends meet zero, or the middle."""
        if (start[3] == ABOVE) != (end[3] == ABOVE):
            return self._middle(start, end)
        near, far = 1 - _STEP, _STEP
        first = self._measure(start[0] * near + end[0] * far, start[1] * near + end[1] * far)
        second = self._measure(start[0] * far + end[0] * near, start[1] * far + end[1] * near)
        if (first[3] == ABOVE) == (second[3] == ABOVE):
            return self._middle(start, end)
        return self._straight_zero((*start[:2], *first[2:]), (*end[:2], *second[2:]))

    def _straight_zero(self, one: Vertex, other: Vertex) -> Vertex:
        """Return where a straight line between two values meets zero."""
        # The values are numbers as they came, which warn of what is infinite as they would elsewhere.
        difference = one[2] - other[2]
        share, other_share = float(-other[2] / difference), float(one[2] / difference)
        return self._measure(share * one[0] + other_share * other[0], share * one[1] + other_share * other[1])

    def _connect(self, around: tuple[Vertex, ...], middle: Vertex) -> None:
        """Add four triangles around the middle of a side, and lead the line through them."""
        triangles = [Triangle(), Triangle(), Triangle(), Triangle()]
        self.triangles += triangles
        at_middle = middle[3]
        for place in (1, 2, 3, 0):
            triangle, start, end = triangles[place], around[place], around[place - 3]
            if at_middle == ABOVE and end[3] <= 0:
                self._lead(triangle, triangles[place - 3], middle, end)
            if start[3] == ABOVE and at_middle <= 0:
                self._lead(triangle, triangles[place - 1], start, middle)
            if end[3] == ABOVE and start[3] <= 0:
                neighbour = self._across(triangle, start, end)
                if neighbour:
                    self._lead(triangle, neighbour, end, start)
            elif start[3] == ABOVE and end[3] <= 0:
                neighbour = self._across(triangle, start, end)
                if neighbour:
                    self._lead(neighbour, triangle, start, end)

    def _across(self, triangle: Triangle, start: Vertex, end: Vertex) -> Triangle | None:
        """Return what shares the side from `start` to `end`, once it is known; until then wait for it."""
        place = (start[0] + end[0], start[1] + end[1])
        neighbour = self._waiting.pop(place, None)
        if neighbour is None:
            self._waiting[place] = triangle
        return neighbour

    def _lead(self, triangle: Triangle, successor: Triangle, above: Vertex, below: Vertex) -> None:
        """Let the line pass from one triangle to the next, if it is zero between the two vertices."""
        place = self._zero(above, below)
        if place:
            triangle.exit = place
            triangle.next = successor
            successor.previous = triangle

    def _zero(self, above: Vertex, below: Vertex) -> Place | None:
        """Return a place between two vertices where the function is zero, unless it only jumps there."""
        measure, (width, height) = self._measure, self._tolerance
        for _ in range(_MOST_HALVES):
            if abs(below[0] - above[0]) < width and abs(below[1] - above[1]) < height:
                break
            middle = measure((above[0] + below[0]) / 2, (above[1] + below[1]) / 2)
            if middle[3] == ZERO:
                return middle[:2]
            if middle[3] == ABOVE:
                above = middle
            else:
                below = middle
        else:
            raise Extraordinary
        x, y, value, side = self._straight_zero(above, below)
        if side == ZERO:
            return x, y
        fall, rest = value - above[2], below[2] - value
        is_steady = (fall < 0 and rest < 0) or (fall > 0 and rest > 0) or (fall == 0 and rest == 0)
        return (x, y) if is_steady and value < _LARGEST else None
