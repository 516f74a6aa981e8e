"""PPTX files, read back with python-pptx and drawn by LibreOffice."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from aimath.stage.theme import THEMES, Role
from aimath.studio.slides.colored_code import colored_code
from aimath.studio.slides.powerpoint import write_powerpoint
from tests.studio.slides.decks import CODE, LENGTH, NOTES, OUTPUT, small_deck

POWERPOINT = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


@pytest.fixture(scope="module", params=["mp4", "gif"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    write_powerpoint(small_deck(folder, kind=request.param), folder / "talk.pptx")
    return folder / "talk.pptx"


def picture_of(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.element.tag.endswith("}pic"))


def test_each_slide_has_its_title_and_its_narration_as_notes(written: Path) -> None:
    slides = Presentation(written).slides
    assert [slide.shapes.title.text for slide in slides] == [
        "A walk: downhill",
        "One step & <more>",
        "A walk: the code",
    ]
    assert slides[1].notes_slide.notes_text_frame.text.splitlines() == list(NOTES)


def test_a_section_without_a_title_is_a_slide_without_one(tmp_path: Path) -> None:
    deck = small_deck(tmp_path)
    opening, animation, code = deck.slides
    write_powerpoint(
        replace(deck, slides=(opening, replace(animation, title=""), code)), tmp_path / "talk.pptx"
    )
    assert Presentation(tmp_path / "talk.pptx").slides[1].shapes.title.text == ""


def test_an_animation_fills_a_wide_slide_and_says_what_it_shows(written: Path) -> None:
    presentation = Presentation(written)
    assert presentation.slide_width / presentation.slide_height == pytest.approx(16 / 9)
    for slide in list(presentation.slides)[:2]:
        picture = picture_of(slide)
        assert (picture.left, picture.top) == (0, 0)
        assert (picture.width, picture.height) == (presentation.slide_width, presentation.slide_height)
        alternative = picture.element.xpath(".//p:cNvPr/@descr")[0]
        assert slide.shapes.title.text in alternative and NOTES[0] in alternative
    names = [shape.name for shape in presentation.slides[1].shapes]
    assert names[0] == "One step & <more>", "the title lies over the line of the film that says the same"


def test_the_animation_is_inside_the_file_as_it_was(written: Path) -> None:
    with zipfile.ZipFile(written) as file:
        media = {name: file.read(name) for name in file.namelist() if name.startswith("ppt/media/")}
    (film,) = (path for path in written.parent.glob("film.*") if path.suffix in (".mp4", ".gif"))
    assert sum(content == film.read_bytes() for content in media.values()) == 1


def test_a_film_has_its_poster_and_starts_by_itself(tmp_path: Path) -> None:
    deck = small_deck(tmp_path)
    write_powerpoint(deck, tmp_path / "talk.pptx")
    slide = Presentation(tmp_path / "talk.pptx").slides[1]
    picture = picture_of(slide)
    assert picture.shape_type == MSO_SHAPE_TYPE.MEDIA
    assert picture.poster_frame.blob == (tmp_path / "film.png").read_bytes()
    (start,) = slide.element.xpath("//p:cTn[@presetClass='mediacall']")
    assert start.get("nodeType") == "afterEffect"
    within = "//p:cTn[@presetClass='mediacall']//p:cmd[@cmd='playFrom(0.0)']"
    assert slide.element.xpath(f"{within}//p:spTgt/@spid") == [str(picture.shape_id)]
    assert slide.element.xpath(f"{within}//p:cTn/@dur") == [str(round(1000 * LENGTH))]


def test_the_code_is_text_that_can_be_copied_and_run(written: Path) -> None:
    slide = Presentation(written).slides[2]
    code, output = (slide.placeholders[number].text_frame for number in (14, 15))
    assert code.text == CODE.strip("\n")
    assert output.text.splitlines() == ["prints", *OUTPUT]
    runs = [run for paragraph in code.paragraphs for run in paragraph.runs]
    assert {run.font.name for run in runs} == {"JetBrains Mono"}
    colors = {run.text: str(run.font.color.rgb) for run in runs}
    assert len({colors["import"], colors["numpy"], colors["3"], colors["# three lines"]}) == 4


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_master_and_layouts_have_the_fonts_and_colours_of_the_theme(theme: str, tmp_path: Path) -> None:
    write_powerpoint(small_deck(tmp_path, theme=theme, kind="gif"), tmp_path / "talk.pptx")
    presentation = Presentation(tmp_path / "talk.pptx")
    names = [layout.name for layout in presentation.slide_layouts]
    assert names == ["Title", "Opening", "Animation", "Code", "Text"]
    used = [slide.slide_layout.name for slide in presentation.slides]
    assert used == ["Opening", "Animation", "Code"]
    with zipfile.ZipFile(tmp_path / "talk.pptx") as file:
        style = file.read("ppt/theme/theme1.xml").decode()
        master = file.read("ppt/slideMasters/slideMaster1.xml").decode()
    slots = dict(re.findall(r"<a:(\w+)><a:srgbClr val=\"(\w{6})\"/>", style))
    chosen = THEMES[theme]
    ground, ink = (re.search(rf'{name}="(\w+)"', master).group(1) for name in ("bg1", "tx1"))  # type: ignore[union-attr]
    assert f"#{slots[ground]}" == chosen.background
    assert f"#{slots[ink]}" == chosen.color(Role.TEXT)
    assert f"#{slots['accent1']}" == chosen.color(Role.DATA)
    assert re.findall(r'<a:latin typeface="([^"]+)"', style) == ["Inter", "Inter"]


def test_long_code_is_set_smaller_within_the_slide(tmp_path: Path) -> None:
    deck = small_deck(tmp_path, kind="gif")
    lines = "\n".join(f"value_{k} = function_with_a_name({k}, {k + 1})" for k in range(24))
    long = replace(deck.slides[-1], code=colored_code(lines, deck.theme))  # type: ignore[arg-type]
    write_powerpoint(replace(deck, slides=(long,)), tmp_path / "talk.pptx")
    presentation = Presentation(tmp_path / "talk.pptx")
    panels = [presentation.slides[0].placeholders[number] for number in (14, 15)]
    for panel in panels:
        assert panel.left >= 0 and panel.left + panel.width <= presentation.slide_width
        assert panel.top >= 0 and panel.top + panel.height <= presentation.slide_height
    size = panels[0].text_frame.paragraphs[0].runs[0].font.size.pt
    assert 8 < size < 20
    assert 24 * 1.4 * size * 12700 < panels[0].height


def test_a_long_title_stays_in_one_line(tmp_path: Path) -> None:
    deck = small_deck(tmp_path, kind="gif")
    slides = (replace(deck.slides[1], title=title) for title in ("Short", "A long title " * 6))
    write_powerpoint(replace(deck, slides=tuple(slides)), tmp_path / "talk.pptx")
    short, long = Presentation(tmp_path / "talk.pptx").slides
    sizes = [slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size for slide in (short, long)]
    assert sizes[0] is None, "it has the size of the layout"
    assert 15 < sizes[1].pt < 30


def test_slides_stand_under_the_title_of_their_lesson(tmp_path: Path) -> None:
    deck = small_deck(tmp_path, kind="gif")
    others = tuple(replace(slide, lesson="Another & last") for slide in deck.slides[1:])
    write_powerpoint(replace(deck, slides=deck.slides + others), tmp_path / "talk.pptx")
    with zipfile.ZipFile(tmp_path / "talk.pptx") as file:
        root = ElementTree.fromstring(file.read("ppt/presentation.xml"))
    found = {
        section.get("name"): [slide.get("id") for slide in section.iter(f"{POWERPOINT}sldId")]
        for section in root.iter(f"{POWERPOINT}section")
    }
    numbers = [str(slide.slide_id) for slide in Presentation(tmp_path / "talk.pptx").slides]
    assert found == {"A walk: downhill": numbers[:3], "Another & last": numbers[3:]}


def test_libreoffice_draws_what_the_films_show(tmp_path: Path) -> None:
    office, pages = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or pages is None:
        pytest.skip("needs LibreOffice and pdftoppm: apt-get install libreoffice-impress poppler-utils")
    write_powerpoint(small_deck(tmp_path), tmp_path / "talk.pptx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, profile, "--headless", "--convert-to", "pdf", "talk.pptx"]
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    subprocess.run([pages, "-r", "30", "-png", "talk.pdf", "page"], cwd=tmp_path, check=True)
    drawn = [
        np.asarray(Image.open(path).convert("RGB")).astype(int) for path in sorted(tmp_path.glob("page*.png"))
    ]
    assert len(drawn) == 3
    ground = np.array(list(bytes.fromhex(THEMES["dark"].background.lstrip("#"))))
    ball = np.array([79, 169, 226])
    for page in drawn:
        assert page.shape[1] / page.shape[0] == pytest.approx(16 / 9, rel=0.01)
        assert np.abs(page[2:6, 2:6] - ground).max() < 6
    for page in drawn[:2]:
        assert (np.abs(page - ball).max(axis=-1) < 30).mean() > 0.01
    title = drawn[1][: round(0.14 * len(drawn[1]))]
    assert (title.min(axis=-1) > 150).any(), "the title is not covered by the film"
