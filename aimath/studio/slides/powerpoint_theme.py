"""A PowerPoint presentation without slides, in the colours, fonts and regions of a theme.

The layouts are the XML files in `powerpoint_template`; ECMA-376, part 1, chapters 19 and 20,
say what they mean.
"""

from importlib.resources import files
from string import Template
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.util import Emu

from aimath.stage.layout import Region, layout_for
from aimath.stage.theme import MONO, SANS, Role, Theme

WIDTH, HEIGHT = 12_192_000, 6_858_000
"""Of a slide, in EMU, of which an inch has 914 400: 13⅓ by 7½ inches."""

LAYOUTS = ("title", "opening", "animation", "code", "text")
"""In the order in which they are offered; each is a file of the template."""

TITLE_SIZE = 0.058
"""Of a slide's title, as a share of the slide's height: the same as in films."""

_EMU_A_POINT = 12_700
_FRAME = (8 * WIDTH / HEIGHT, 8.0)
_SCALE = HEIGHT / 8
_NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OF_ORIGIN = (
    RELATIONSHIP_TYPE.PRINTER_SETTINGS,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
)
_ACCENTS = (Role.DATA, Role.PARAMETER, Role.PREDICTION, Role.TARGET, Role.ERROR, Role.GRADIENT)


def themed_presentation(theme: Theme) -> Any:
    """Return a 16:9 presentation without slides: a master and its layouts.

    Args:
        theme: its colours.
    """
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Emu(WIDTH), Emu(HEIGHT)
    layouts = list(presentation.slide_layouts)
    for layout in layouts[len(LAYOUTS) :]:
        presentation.slide_layouts.remove(layout)
    fields = _fields(theme)
    master = presentation.slide_master
    _replace(master.element, _read("master", fields), keep="sldLayoutIdLst")
    for layout, name in zip(layouts, LAYOUTS, strict=False):
        layout.element.attrib.pop("type", None)
        _replace(layout.element, _read(name, fields))
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part._blob = _recolored(part.blob, theme)
    _forget_origin(presentation)
    return presentation


def content_region() -> tuple[int, int, int, int]:
    """Return left, top, width and height, in EMU, of what is below the title and above the captions."""
    return _emu(layout_for(*_FRAME).without_footer.content)


def points(share: float) -> float:
    """Return a share of the slide's height in points.

    Example:
        >>> points(0.5)
        270.0
    """
    return share * HEIGHT / _EMU_A_POINT


def _forget_origin(presentation: Any) -> None:
    """Take away what python-pptx's empty presentation says of the printer, size and program it came from."""
    presentation.element.sldSz.attrib.pop("type", None)
    package = presentation.part.package
    for relations in (presentation.part.rels, package._rels):
        for key, relation in list(relations.items()):
            if relation.reltype in _OF_ORIGIN:
                relations.pop(key)


def _fields(theme: Theme) -> dict[str, object]:
    """Return what the `$name` fields of the template stand for."""
    layout = layout_for(*_FRAME)
    left, top, width, height = _emu(layout.title)
    _, content_top, _, content_height = content_region()
    title_bottom = (top + height + content_top) // 2
    column = (width - left // 2) // 2
    below = round(0.9 * HEIGHT), width // 2, round(0.05 * HEIGHT)
    dark = theme.name == "dark"
    sizes = {
        "title": TITLE_SIZE,
        "big_title": 0.11,
        "body": 0.043,
        "label": 0.034,
        "small": 0.027,
        "code": 0.034,
    }
    return {
        "frame": _place(0, 0, WIDTH, HEIGHT),
        "title_line": _place(0, 0, WIDTH, title_bottom),
        "title_bottom": title_bottom,
        "margin": left,
        "title_above": top,
        "title_below": title_bottom - top - height,
        "content": _place(left, content_top, width, content_height),
        "big_title": _place(left, HEIGHT // 5, width, 3 * HEIGHT // 10),
        "subtitle": _place(left, 21 * HEIGHT // 40, width, HEIGHT // 5),
        "code": _place(left, content_top, column, content_height),
        "output": _place(left + width - column, content_top, column, content_height),
        "footer": _place(left, *below),
        "slide_number": _place(left + width - below[1], *below),
        "ground": "dk1" if dark else "lt1",
        "ink": "lt1" if dark else "dk1",
        "ground2": "dk2" if dark else "lt2",
        "ink2": "lt2" if dark else "dk2",
        "grid": theme.grid.lstrip("#"),
        "mono": MONO,
    } | {f"{name}_size": round(100 * points(share)) for name, share in sizes.items()}


def _read(name: str, fields: dict[str, object]) -> Any:
    path = files("aimath.studio.slides") / "powerpoint_template" / f"{name}.xml"
    return parse_xml(Template(path.read_text(encoding="utf-8")).substitute(fields).encode())


def _replace(element: Any, new: Any, keep: str = "") -> None:
    """Give an element the children of another; one that is kept stays where the format wants it."""
    kept = next((child for child in element if keep and child.tag.endswith(f"}}{keep}")), None)
    for child in list(element):
        element.remove(child)
    for child in list(new):
        element.append(child)
        if kept is not None and child.tag.endswith("}clrMap"):
            element.append(kept)


def _recolored(theme_xml: bytes, theme: Theme) -> bytes:
    """Return a theme part with our colours and fonts in place of what it has."""
    root = parse_xml(theme_xml)
    root.set("name", f"aimath {theme.name}")
    colors, fonts, *_ = root[0]
    colors.set("name", f"aimath {theme.name}")
    ground, ink = (theme.background, theme.surface), (theme.color(Role.TEXT), theme.color(Role.MUTED))
    darker, lighter = (ground, ink) if theme.name == "dark" else (ink, ground)
    accents = [theme.color(role) for role in _ACCENTS]
    links = [theme.color(Role.DATA), theme.color(Role.PREDICTION)]
    chosen = [darker[0], lighter[0], darker[1], lighter[1], *accents, *links]
    for slot, color in zip(colors, chosen, strict=True):
        for child in list(slot):
            slot.remove(child)
        slot.append(slot.makeelement(f"{_NAMESPACE}srgbClr", {"val": color.lstrip("#")}))
    fonts.set("name", "aimath")
    for family in fonts:
        for font in list(family):
            if font.tag == f"{_NAMESPACE}latin":
                font.set("typeface", SANS)
            elif font.tag == f"{_NAMESPACE}font":
                family.remove(font)
    return bytes(serialize_part_xml(root))


def _emu(region: Region) -> tuple[int, int, int, int]:
    left, top = region.left + _FRAME[0] / 2, _FRAME[1] / 2 - region.top
    return (
        round(left * _SCALE),
        round(top * _SCALE),
        round(region.width * _SCALE),
        round(region.height * _SCALE),
    )


def _place(left: int, top: int, width: int, height: int) -> str:
    return f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
