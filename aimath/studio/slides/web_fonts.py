"""The fonts of a page, cut down to the characters that it shows, inside its style sheet."""

import base64
import io
import logging
from importlib.resources import files

from fontTools import subset
from fontTools.ttLib import TTFont

from aimath.stage.theme import MONO, SANS

_FACES = (
    (SANS, 400, "inter/Inter-Regular.otf"),
    (SANS, 600, "inter/Inter-SemiBold.otf"),
    (SANS, 700, "inter/Inter-Bold.otf"),
    (MONO, 400, "jetbrains_mono/JetBrainsMono-Regular.ttf"),
)


def font_faces(text: str) -> str:
    """Return style sheet rules for the theme's fonts that need nothing from elsewhere.

    Args:
        text: every character that the page shows.
    """
    # Manim lets every library tell the terminal what it does.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    characters = "".join(sorted(set(text) | set(map(chr, range(0x20, 0x7F)))))
    return "\n".join(_face(family, weight, path, characters) for family, weight, path in _FACES)


def _face(family: str, weight: int, path: str, characters: str) -> str:
    folder = files("aimath") / "data" / "fonts"
    font = TTFont(io.BytesIO((folder / path).read_bytes()))
    options = subset.Options()
    options.layout_features = ["kern", "mark", "ccmp", "tnum"]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written)
    data = base64.b64encode(written.getvalue()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: block; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )
