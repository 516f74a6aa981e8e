"""Words, formulas and live numbers: what is written is what is shown, in the right colours and places."""

import numpy as np
import pytest
from manim import RIGHT, UP, tempconfig

from aimath.errors import InputError
from aimath.stage.figures import GAP
from aimath.stage.lettering.live import LiveNumber
from aimath.stage.lettering.text import Formula, Mono, Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.lettering.typeset import fonts, typeset
from aimath.stage.theme import THEMES, theme_color, use_theme


@pytest.mark.parametrize(
    "text",
    ["a=b", "2 * 3", "# no", "x_i", "50%", "back\\slash", "[1] <2>", "- -", "@me", "~", "`a`", "// b", "--"],
)
def test_no_character_of_plain_words_is_markup(text: str) -> None:
    signs = text.replace(" ", "")
    assert len(Words(text)) == len(signs)
    assert len(Mono(text)) == len(signs)


def test_a_doubled_dollar_is_a_dollar_and_single_ones_enclose_math() -> None:
    assert len(Words("$$5")) == 2
    assert len(Words("$eta$ is small")) == 8


def test_words_take_the_colour_of_their_role_and_parts_their_own() -> None:
    words = Words("a {{step : gradient}}", role="muted")
    assert words[0].get_fill_color().to_hex() == theme_color("muted")
    assert {glyph.get_fill_color().to_hex() for glyph in words.part("gradient")} == {theme_color("gradient")}


def test_words_made_in_the_light_theme_are_dark() -> None:
    with use_theme(THEMES["light"]):
        assert Words("x")[0].get_fill_color().to_hex() == THEMES["light"].color("text")


def test_a_symbol_has_the_colour_of_what_it_names() -> None:
    formula = Formula("{{w : parameter}} - {{eta : rate}} g", roles={"rate": "error"})
    assert formula.part("parameter")[0].get_fill_color().to_hex() == theme_color("parameter")
    assert formula.part("rate")[0].get_fill_color().to_hex() == theme_color("error")


def test_an_unknown_part_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="no part is called 'b'; there is a"):
        Formula("{{x : a}}").part("b")


def test_marking_parts_does_not_change_the_spacing() -> None:
    plain, marked = Formula("a - b + c"), Formula("{{a : x}} {{- : y}} {{b : z}} + c")
    assert marked.width == pytest.approx(plain.width, rel=1e-3)


def test_a_formula_is_filled_with_values_and_remembers_them() -> None:
    formula = Formula("eta = {rate}", rate=0.25)
    assert [f.text for f in formula.figures] == ["0.25"]


def test_wrong_typst_is_an_error_with_typsts_own_words() -> None:
    with pytest.raises(InputError, match="Typst cannot set"):
        Formula("frac(1")


def test_words_stand_on_one_line_whatever_their_letters() -> None:
    one, other = Words("nonsense").shift(UP), Words("gypsy")
    other.align_baseline(one)
    assert other.baseline == pytest.approx(one.baseline)
    assert other.get_bottom()[1] < one.get_bottom()[1]


def test_the_baseline_moves_with_the_words() -> None:
    words = Words("gypsy")
    before = words.baseline
    words.scale(2, about_point=np.zeros(3)).shift(UP)
    assert words.baseline == pytest.approx(2 * before + 1)


def test_code_keeps_its_indentation() -> None:
    code = Mono("if x:\n    y")
    assert code[-1].get_left()[0] - code[0].get_left()[0] > 1.5 * (
        code[1].get_left()[0] - code[0].get_left()[0]
    )


def test_sizes_follow_the_frame_and_none_is_under_22_thousandths_of_its_height() -> None:
    for width, height in [(14.22, 8.0), (8.0, 8.0), (8.0, 14.22)]:
        with tempconfig({"frame_width": width, "frame_height": height}):
            sizes = [em(size) for size in (Size.TITLE, Size.BODY, Size.LABEL, Size.SMALL)]
            assert sizes == sorted(sizes, reverse=True)
            assert sizes[-1] >= 0.022 * height
    with pytest.raises(InputError, match="expected a size of type"):
        em("huge")


def test_only_shipped_fonts_are_used() -> None:
    assert {"Inter", "JetBrains Mono", "New Computer Modern Math"} <= set(fonts().families())


def test_the_same_source_is_set_once() -> None:
    assert typeset("same") is typeset("same")


def test_a_live_number_shows_its_value_rounded() -> None:
    live = LiveNumber(0.5, ".2f")
    live.set_value(-1.239)
    (shown,) = live.figures
    assert (shown.text, shown.value) == ("−1.24", -1.239)
    assert sum(glyph.has_points() for glyph in live) == len("−1.24")


def test_digits_keep_their_place_while_counting() -> None:
    live = LiveNumber(1.11, ".2f")
    third, baseline = live[2].get_center()[0], live.baseline
    live.set_value(8.88)
    assert live.baseline == pytest.approx(baseline, abs=1e-6)
    assert live[2].get_center()[0] == pytest.approx(third, abs=0.02)


def test_a_live_number_can_keep_its_right_side() -> None:
    live = LiveNumber(9, anchor=1)
    right = live.get_right()[0]
    live.set_value(10_000)
    assert live.get_right()[0] == pytest.approx(right, abs=0.02)


def test_a_number_keeps_its_size_however_often_it_changes() -> None:
    live = LiveNumber(0.5, ".2f", weight="semibold")
    width = live.width
    for value in [*np.linspace(0.1, 0.9, 300), 0.5]:
        live.set_value(float(value))
    assert live.width == pytest.approx(width, rel=1e-9)


def test_a_moved_scaled_and_recoloured_live_number_stays_so() -> None:
    live = LiveNumber(3, ".1f").scale(2).shift(2 * RIGHT).set_color("#FF0000")
    height = live[0].height
    live.set_value(4)
    assert live[0].height == pytest.approx(height, rel=0.1)
    assert live[0].get_fill_color().to_hex() == "#FF0000"
    assert live.get_center()[0] == pytest.approx(2, abs=0.3)


def test_a_text_tells_its_typed_digits_from_those_of_values() -> None:
    text = Words("{count} of 5 {what}", count=3, what="$x^2$")
    assert text.typed == f"{GAP} of 5 $x^2$"
    assert Formula("{{w : parameter}} = {w:.1f}", w=0.5).typed == f"{{{{w : parameter}}}} = {GAP}"


def test_a_text_knows_what_it_looked_like_when_it_was_set() -> None:
    text = Words("a {n}", size=0.5, n=12).scale(2).shift(RIGHT).set_opacity(0.5)
    assert len(text.outlines) == 3
    for glyph, outline in zip(text, text.outlines, strict=True):
        np.testing.assert_allclose(np.ptp(glyph.points, axis=0), np.ptp(outline, axis=0))
