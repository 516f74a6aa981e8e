"""Curves that pass from triangle to triangle."""

Place = tuple[float, float]


class Triangle:
    """A triangle between two quads, as far as the line passes through it.

    Attributes:
        next: the triangle that the line goes to, with what is above zero on its right.
        previous: the one that it comes from.
        exit: where it goes to the next.
        visited: whether a curve has it already.
    """

    __slots__ = ("exit", "next", "previous", "visited")

    def __init__(self) -> None:
        self.next: Triangle | None = None
        self.previous: Triangle | None = None
        self.exit: Place | None = None
        self.visited = False


def traced(triangles: list[Triangle]) -> list[list[Place]]:
    """Return the curves along which the line passes through triangles; a closed one ends where it began."""
    curves = []
    for start in triangles:
        if start.visited or start.next is None:
            continue
        first, is_closed = start, False
        while first.previous is not None:
            first = first.previous
            if first is start:
                is_closed = True
                break
        curve: list[Place] = []
        triangle: Triangle | None = first
        while triangle is not None and not triangle.visited:
            if triangle.exit is not None:
                curve.append(triangle.exit)
            triangle.visited = True
            triangle = triangle.next
        if is_closed:
            curve.append(curve[0])
        curves.append(curve)
    return curves
