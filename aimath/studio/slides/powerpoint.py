"""A talk as a PowerPoint file, which Keynote, Google Slides and LibreOffice read as well."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from PIL import ImageFont
from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt

from aimath.stage.theme import MONO, Role, Theme
from aimath.studio.slides.colored_code import ColoredLine, Run
from aimath.studio.slides.deck import AnimationSlide, CodeSlide, Deck
from aimath.studio.slides.powerpoint_sections import group_slides
from aimath.studio.slides.powerpoint_theme import (
    HEIGHT,
    LAYOUTS,
    TITLE_SIZE,
    WIDTH,
    content_region,
    points,
    themed_presentation,
)
from aimath.studio.slides.powerpoint_timing import start_by_itself
from aimath.studio.whole_files import writing

_ANIMATION, _CODE, _OUTPUT = 13, 14, 15  # placeholders of the layouts
_LARGEST, _SMALLEST = 0.04, 0.016  # type of code, as shares of the slide's height
# In em of the code: a character, a line, and what a panel leaves free around them.
_CHARACTER, _LINE, _SIDE, _ABOVE = 0.61, 1.45, 2.2, 1.6
_GAP = 0.02
_BOLD = ImageFont.truetype(str(files("aimath") / "data" / "fonts" / "inter" / "Inter-Bold.otf"), 100)
_FILM_TYPE = "video/mp4"
# python-pptx gives it no types.
_color: Any = RGBColor.from_string


def write_powerpoint(deck: Deck, path: Path) -> None:
    """Write a talk as a PPTX file.

    Films start by themselves, GIFs are pictures, the narration is in the speaker notes, and every picture has
    its alternative text.

    Args:
        deck: the talk.
        path: the file.
    """
    presentation = themed_presentation(deck.theme)
    layouts = dict(zip(LAYOUTS, presentation.slide_layouts, strict=True))
    for content in deck.slides:
        if isinstance(content, CodeSlide):
            slide = presentation.slides.add_slide(layouts["code"])
            _fill_code(slide, content, deck.theme)
        else:
            slide = presentation.slides.add_slide(
                layouts["animation" if content.has_title_line else "opening"]
            )
            _fill_animation(slide, content)
        _write_title(slide.shapes.title, content.title)
        slide.notes_slide.notes_text_frame.text = "\n".join(content.notes)
    group_slides(presentation, [content.lesson for content in deck.slides])
    properties = presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = deck.title, "", ""
    properties.language = "en-US"
    with writing(path) as temporary:
        presentation.save(str(temporary))


def _write_title(place: Any, title: str) -> None:
    """Write a title in one line, smaller where it is long, as films do."""
    place.text = title
    room = WIDTH - 2 * content_region()[0]
    # In em; an empty title has none.
    length = _BOLD.getlength(title) / _BOLD.size
    if HEIGHT * TITLE_SIZE * length > room:
        place.text_frame.paragraphs[0].runs[0].font.size = Pt(points(room / HEIGHT / length))


def _fill_animation(slide: Any, content: AnimationSlide) -> None:
    place = slide.placeholders[_ANIMATION]
    left, top, width, height = _fitted(content.size)
    if content.film.suffix == ".gif":
        picture = slide.shapes.add_picture(str(content.film), left, top, width, height)
    else:
        picture = slide.shapes.add_movie(
            str(content.film), left, top, width, height, str(content.poster), _FILM_TYPE
        )
        start_by_itself(slide, picture.shape_id, content.length)
    picture.name = content.title
    picture.element._nvXxPr.cNvPr.set("descr", content.alt)
    # The picture takes the placeholder's place in the order of drawing.
    place.element.addprevious(picture.element)
    place.element.getparent().remove(place.element)


def _fill_code(slide: Any, content: CodeSlide, theme: Theme) -> None:
    printed: list[ColoredLine] = [(Run(line, theme.color(Role.TEXT)),) for line in content.output]
    if printed:
        printed.insert(0, (Run("prints", theme.color(Role.MUTED)),))
    panels = [(slide.placeholders[_CODE], content.code), (slide.placeholders[_OUTPUT], printed)]
    if not printed:
        empty = panels.pop()[0]
        empty.element.getparent().remove(empty.element)
    size, rooms = _rooms([lines for _, lines in panels])
    for (panel, lines), room in zip(panels, rooms, strict=True):
        panel.left, panel.top, panel.width, panel.height = (Emu(side) for side in room)
        _write_lines(panel.text_frame, lines, size)


def _write_lines(frame: Any, lines: Sequence[ColoredLine], size: float) -> None:
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.font.size, paragraph.line_spacing = Pt(size), Pt(_LINE * size)
        for piece in line:
            run = paragraph.add_run()
            run.text = piece.text
            run.font.size, run.font.name = Pt(size), MONO
            run.font.color.rgb = _color(piece.color.lstrip("#"))


def _rooms(panels: Sequence[Sequence[ColoredLine]]) -> tuple[float, list[tuple[int, int, int, int]]]:
    """Return the size of type in points, and left, top, width and height of panels side by side, in EMU."""
    left, top, width, height = content_region()
    gap = round(_GAP * WIDTH)
    widths = [_CHARACTER * max(_length(line) for line in lines) + _SIDE for lines in panels]
    heights = [_LINE * len(lines) + _ABOVE for lines in panels]
    em = min((width - gap * (len(panels) - 1)) / sum(widths), height / max(heights), _LARGEST * HEIGHT)
    em = max(em, _SMALLEST * HEIGHT)
    room_widths, room_heights = ([round(share * em) for share in shares] for shares in (widths, heights))
    start = left + max(0, width - sum(room_widths) - gap * (len(panels) - 1)) // 2
    rooms = []
    for room_width, room_height in zip(room_widths, room_heights, strict=True):
        rooms.append((start, top + max(0, height - room_height) // 2, room_width, room_height))
        start += room_width + gap
    return points(em / HEIGHT), rooms


def _length(line: ColoredLine) -> int:
    return sum(len(run.text) for run in line)


def _fitted(size: tuple[int, int]) -> tuple[Emu, Emu, Emu, Emu]:
    """Return left, top, width and height, in EMU, of a picture as large as the slide allows."""
    scale = min(WIDTH / size[0], HEIGHT / size[1])
    width, height = round(size[0] * scale), round(size[1] * scale)
    # The rounding of an odd number of pixels must not show as a gap.
    width, height = (
        WIDTH if abs(width - WIDTH) < 0.005 * WIDTH else width,
        HEIGHT if abs(height - HEIGHT) < 0.005 * HEIGHT else height,
    )
    return Emu((WIDTH - width) // 2), Emu((HEIGHT - height) // 2), Emu(width), Emu(height)
