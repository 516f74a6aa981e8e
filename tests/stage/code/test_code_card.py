"""Code cards: the source as it is, coloured by what it says, beside what it printed."""

import numpy as np
import pytest
from manim import VGroup, tempconfig

from aimath.errors import InputError
from aimath.stage.code.code_card import CodeCard
from aimath.stage.code.code_text import character_width, mono_glyphs
from aimath.stage.code.syntax import Kind, highlight
from aimath.stage.color_vision import contrast, linear, luminance
from aimath.stage.colormaps import parse_hex
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.theme import THEMES, Theme, theme_color, use_theme

SOURCE = """import numpy as np

w = np.array([1, 2])  # weights
for step in range(3):
    w = w - 0.1 * w
print(f"{w[0]:.2f}")"""


def test_source_is_split_into_what_python_sees() -> None:
    lines = highlight(SOURCE)
    assert [str(piece.kind) for piece in lines[0]] == ["keyword", "name", "keyword", "name"]
    assert lines[1] == ()
    assert (lines[2][-1].text, lines[2][-1].kind) == ("# weights", Kind.COMMENT)
    assert lines[4][0].start == 4
    assert [(piece.text, piece.kind) for piece in lines[5]] == [
        ("print", Kind.NAME),
        ("(", Kind.OTHER),
        ('f"{w[0]:.2f}"', Kind.STRING),
        (")", Kind.OTHER),
    ]


def test_a_text_over_several_lines_is_a_string_on_each() -> None:
    lines = highlight('x = """one\n  two"""\ny = f"a{f\'{1}\'}b"')
    assert [(piece.text, piece.kind) for piece in lines[1]] == [('  two"""', Kind.STRING)]
    assert lines[2][-1].text == "f\"a{f'{1}'}b\""


@pytest.mark.parametrize("source", ["x = (1", "'''never closed"])
def test_half_a_program_is_refused(source: str) -> None:
    with pytest.raises(InputError, match="complete Python source"):
        highlight(source)


def test_every_sign_of_the_source_is_drawn() -> None:
    card = CodeCard(SOURCE)
    for number, line in enumerate(SOURCE.split("\n"), start=1):
        # Each sign is one outline, also those of two strokes such as i and =.
        assert len(card.line(number)) == len(line.replace(" ", ""))


def test_signs_are_not_joined_into_ligatures() -> None:
    assert len(mono_glyphs("!=->>=", 0, "#FFFFFF", 1.0)) == 6


def test_indentation_is_kept_to_the_column() -> None:
    card = CodeCard("if w:\n    w = w")
    shift = card.line(2)[0].get_left()[0] - card.line(2)[2].get_left()[0]
    assert shift == pytest.approx(-4 * character_width() * card.type_size)
    first = card.line(1)[2].get_left()[0] - card.line(2)[0].get_left()[0]
    assert first == pytest.approx(-character_width() * card.type_size)


def test_lines_run_down_evenly_blank_ones_included() -> None:
    card = CodeCard("a\n\na\na")
    heights = [card.line(k).get_y() for k in (1, 3, 4)]
    assert heights[0] - heights[1] == pytest.approx(2 * (heights[1] - heights[2]))
    assert len(card.line(2)) == 0


def test_a_name_takes_the_colour_of_what_it_stands_for() -> None:
    card = CodeCard("rate = 2", names={"rate": "parameter"})
    assert {glyph.get_fill_color().to_hex() for glyph in card.line(1)[:4]} == {theme_color("parameter")}
    assert card.line(1)[5].get_fill_color().to_hex() != theme_color("parameter")


def test_the_output_stands_apart_from_the_source() -> None:
    card = CodeCard(SOURCE, "0.73\ndone")
    assert (card.source, card.output) == (SOURCE, "0.73\ndone")
    assert card.output_panel.get_top()[1] < card.code_panel.get_bottom()[1]
    assert card.output_panel.width == pytest.approx(card.code_panel.width)
    assert len(card.output_line(1)) == len("→0.73")
    assert len(card.output_line(2)) == len("done")
    beside = CodeCard(SOURCE, "0.73", output_at="beside")
    assert beside.output_panel.get_left()[0] > beside.code_panel.get_right()[0]
    assert beside.output_panel.height == pytest.approx(beside.code_panel.height)


def test_without_output_there_is_only_source() -> None:
    card = CodeCard(SOURCE)
    assert card.output_panel is None
    with pytest.raises(InputError, match="from 1 to 0, got 1"):
        card.output_line(1)


def test_lines_are_numbered_on_request() -> None:
    plain, numbered = CodeCard("a\nb"), CodeCard("a\nb", line_numbers=True)
    assert (len(plain.line(2)), len(numbered.line(2))) == (1, 2)


@pytest.mark.parametrize("frame", [(14.222, 8.0), (8.0, 14.222)], ids=["wide", "upright"])
@pytest.mark.parametrize("output_at", ["below", "beside"])
def test_it_fits_its_box_with_all_text_inside(frame: tuple[float, float], output_at: str) -> None:
    with tempconfig({"frame_width": frame[0], "frame_height": frame[1]}):
        width = 0.9 * frame[0] if output_at == "below" else 12.0
        card = CodeCard(SOURCE, "0.73", width=width, height=6.0, output_at=output_at)
        assert card.width <= width + 1e-6 and card.height <= 6.0 + 1e-6
        assert em(Size.SMALL) - 1e-9 <= card.type_size <= em(Size.LABEL) + 1e-9
        for panel in (card.code_panel, card.output_panel):
            box, text = panel.box, VGroup(*panel.lines)
            assert box.get_left()[0] < text.get_left()[0] and text.get_right()[0] < box.get_right()[0]
            assert box.get_bottom()[1] < text.get_bottom()[1] and text.get_top()[1] < box.get_top()[1]


def test_type_shrinks_to_the_smallest_size_and_no_further() -> None:
    line = "x = 1  # " + "long " * 12
    roomy = CodeCard(line)
    shrunk = CodeCard(line, width=0.9 * roomy.width)
    assert shrunk.type_size == pytest.approx(0.9 * roomy.type_size)
    with pytest.raises(InputError, match="wide for type of .*; break long lines"):
        CodeCard(line, width=0.5 * roomy.width)
    with pytest.raises(InputError, match="high for type of .*; shorten the snippet"):
        CodeCard("\n".join("x" * 30), height=3.0)
    assert CodeCard(line, width=0.5 * roomy.width, smallest=0.05).width <= 0.5 * roomy.width + 1e-6


def test_a_band_lies_behind_the_lines_it_is_laid_on_and_moves_with_the_card() -> None:
    card = CodeCard(SOURCE).scale(0.8).shift((1.0, -1.0, 0.0)).highlight_lines(3, 5)
    (band,) = card.code_panel.bands
    top, bottom = band.get_top()[1], band.get_bottom()[1]
    assert card.line(1).get_bottom()[1] > top > card.line(3).get_top()[1]
    assert card.line(5).get_bottom()[1] > bottom > card.line(6).get_top()[1]
    family = card.get_family()
    assert family.index(band) < family.index(card.line(3)[0])


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("band", ["highlight", "gradient", "error"])
def test_every_colour_of_code_can_be_read_on_the_card_and_on_a_band(theme: Theme, band: str) -> None:
    with use_theme(theme):
        card = CodeCard(SOURCE, line_numbers=True, names={"w": "parameter"}).highlight_lines(3, role=band)
        grounds = [card.code_panel.box, card.code_panel.bands[0]]
        glyphs = [glyph for line in card.code_panel.lines for glyph in line]
    inks, behind = ({shape.get_fill_color().to_hex() for shape in shapes} for shapes in (glyphs, grounds))
    for ground in behind:
        assert min(contrast(light(ink), light(ground)) for ink in inks) >= 4.5


def light(color: str) -> float:
    return float(luminance(linear(parse_hex(color))))


def test_a_band_slides_from_line_to_line() -> None:
    card = CodeCard(SOURCE).highlight_lines(1)
    (band,) = card.code_panel.bands
    start = band.get_y()
    animation = card.animate(rate_func=lambda t: t).highlight_lines(5).build()
    animation.begin()
    animation.interpolate(0.5)
    middle = band.get_y()
    animation.finish()
    assert middle == pytest.approx((start + band.get_y()) / 2)
    assert np.isclose(band.get_y(), card.line(5).get_y(), atol=0.1)
    assert len(card.clear_highlight().code_panel.bands) == 0


def test_a_line_that_is_not_there_cannot_be_highlighted() -> None:
    with pytest.raises(InputError, match="from 1 to 6, got 7"):
        CodeCard(SOURCE).highlight_lines(7)


def test_output_that_is_too_wide_is_broken_at_spaces_and_stays_whole() -> None:
    message = "ValueError: shapes (2,3) and (2,2) not aligned: 3 (dim 1) != 2 (dim 0)"
    card = CodeCard("A @ B", message, width=4.0, output_role="error")
    assert card.width <= 4.0 + 1e-6
    assert card.output == message
    assert " ".join(card.printed) == message
    letters = sum(len(line) for line in card.output_panel.lines)  # type: ignore[union-attr]
    assert letters == len(message.replace(" ", "")) + 1
    assert len(card.output_panel.lines) > 1  # type: ignore[union-attr]
