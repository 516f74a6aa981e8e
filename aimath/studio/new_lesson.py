"""Write a small working lesson, for an author to start from."""

import keyword
import re
from pathlib import Path
from string import Template

from aimath.studio.errors import UsageError
from aimath.studio.scene_files import SceneSource
from aimath.studio.whole_files import prepare_folder, write_text

_NAME = re.compile(r"[a-z][a-z0-9_]*")

_LESSON = Template('''"""$title."""

import numpy as np
from manim import DOWN, FadeIn, VGroup

from aimath.stage import Axes2D, Lesson, LiveNumber, Numbers, VectorArrow, Words, number, section
from aimath.vectors import norm


class ${class_name}Numbers(Numbers):
    """What a viewer may change: each number has a default, bounds and a sentence of help."""

    length: float = number(5.0, low=0.5, high=9.0, help="how long the arrow is")


class $class_name(Lesson):
    """$title

    This paragraph is the description of the film; the line above is its title.
    """

    numbers: ${class_name}Numbers

    # `$$name` stands for a number of the lesson. The film shows this code and what it really prints.
    code = """
import numpy as np

v = np.array([0.6, 0.8]) * $$length
length = np.sqrt(np.sum(v**2))
print(np.round(length, 3))
"""

    # Each section is a method; its title stands at the top of the picture while it plays.
    @section("One number, drawn")
    def drawn(self) -> None:
        """Draw a line and read off a number that was computed, never typed."""
        layout = self.layout.without_footer
        main, side = layout.main, layout.side
        square = min(main.width, main.height)
        axes = main.place(Axes2D((0, 10), (0, 10), width=square, height=square))

        # The math comes first: plain NumPy, from the package or written here.
        tip = np.array([0.6, 0.8]) * self.numbers.length
        arrow = VectorArrow(axes, tip[0], tip[1], role="data")

        label = Words("length", role="muted")
        value = LiveNumber(norm(tip), ".2f", size="title", role="data")
        side.place(VGroup(label, value).arrange(DOWN))

        # What the voice says is what moves; `{length}` is filled from the value.
        with self.say("This arrow is {length:.2f} long.", length=norm(tip)):
            self.play(FadeIn(axes), run_time=0.8)
            self.play(FadeIn(arrow), FadeIn(label), FadeIn(value))
        self.mark_poster()

    @section("Run it yourself")
    def run(self) -> None:
        """Show the code and its real output."""
        card = self.code_card()
        with self.say("Here is the code. Change the number, and run it again."):
            self.play(FadeIn(card))
''')


def write_lesson(name: str) -> list[Path]:
    """Write `scenes/NAME.py`, and golden frames for it where the project keeps some.

    Returns:
        The files written.

    Raises:
        UsageError: if the name is no module name, or the file exists.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise UsageError(f"{name!r}: expected a name of small letters, digits and _, such as dot_product")
    path = Path("scenes") / f"{name}.py"
    if path.exists():
        raise UsageError(f"{path} exists already; choose another name")
    class_name = "".join(word.capitalize() for word in name.split("_"))
    title = name.replace("_", " ").capitalize()
    prepare_folder(path.parent)
    write_text(path, _LESSON.substitute(class_name=class_name, title=title))
    golden = Path("tests") / "golden"
    if not golden.is_dir():
        return [path]
    from aimath.studio.golden import write_golden_frames

    return [path, *write_golden_frames(SceneSource(name, path, class_name), golden)]
