"""Things are called what their author would call them."""

import inspect

from manim import Dot, MathTypst, Square, Text, VGroup

from aimath.studio.check.names import Names


def test_a_thing_is_called_by_what_it_says_or_by_its_variable_or_by_its_class() -> None:
    corner = Dot()
    frame = VGroup(Square(), corner)
    steps = [Dot(), Dot()]
    lonely, said, long, formula = (
        VGroup(VGroup(Square())),
        Text("slope"),
        Text("word " * 20),
        MathTypst("w^2"),
    )
    names = Names()
    here = inspect.currentframe()
    assert here is not None
    names.meet([here])
    del lonely, here
    strangers = VGroup(VGroup(Square()))
    names.see((frame, *steps, strangers))
    assert names(corner) == "corner (Dot)"
    assert names(frame[0]) == "Square in frame (VGroup)"
    assert names(steps[1]) == "steps[1] (Dot)"
    assert names(strangers[0][0]) == "Square in VGroup"
    assert names(said) == "Text “slope”"
    assert names(formula) == "MathTypst “w^2”"
    assert len(names(long)) < 50 and names(long).endswith("…”")
