"""The last frame of each section as PNG, SVG and PDF: the same picture three times."""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import cairo
import numpy as np
import pytest
from manim import BLUE, RED, RIGHT, UP, Circle, Dot, ImageMobject, PMobject, Square, tempconfig
from numpy.typing import NDArray
from PIL import Image

from aimath.studio.cli import run
from aimath.studio.slides.vector_camera import VectorCamera
from tests.studio.lessons import write_lesson

SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = 320, 180


@pytest.fixture(scope="module")
def stills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("stills")
    write_lesson(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["slides", "small", "-o", "pictures/", "-q", "draft"]) == 0
        yield folder / "pictures"


def test_each_section_has_its_last_frame_in_three_formats(stills: Path) -> None:
    names = sorted(path.name for path in stills.iterdir())
    assert names == [
        f"small-{part}.{ending}" for part in ("number", "word") for ending in ("pdf", "png", "svg")
    ]
    with Image.open(stills / "small-word.png") as frame:
        assert frame.size == (854, 480)


def test_a_drawing_has_a_title_and_outlines_in_place_of_text(stills: Path) -> None:
    for part, title in (("word", "A word"), ("number", "A number")):
        root = ElementTree.parse(stills / f"small-{part}.svg").getroot()
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == title
        assert list(root.iter(f"{SVG}text")) == [] and list(root.iter(f"{SVG}image")) == []
        assert len(list(root.iter(f"{SVG}path"))) > len(title)


def test_a_page_has_no_fonts_and_looks_like_the_frame(stills: Path) -> None:
    content = (stills / "small-number.pdf").read_bytes()
    assert b"/Font" not in content and b"/Image" not in content
    pages = shutil.which("pdftoppm")
    if pages is None:
        pytest.skip("needs pdftoppm: apt-get install poppler-utils")
    drawn = subprocess.run(
        [pages, "-scale-to-x", "854", "-scale-to-y", "480", "-png", str(stills / "small-number.pdf")],
        capture_output=True,
        check=True,
    )
    page = np.asarray(Image.open(io.BytesIO(drawn.stdout)).convert("RGB")).astype(float)
    frame = np.asarray(Image.open(stills / "small-number.png").convert("RGB")).astype(float)
    assert np.abs(page - frame).mean() < 1
    assert np.abs(page - frame[:, ::-1]).mean() > 1, "the comparison sees what is drawn"


def drawn_both_ways(*mobjects: object) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return pixels as Manim draws them, and as the vector camera draws them onto a surface of pixels."""
    from manim import Camera

    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, WIDTH, HEIGHT)
    vectors = VectorCamera(surface, WIDTH, HEIGHT)
    vectors.fill_page("#0B111E")
    vectors.capture_mobjects(mobjects)  # type: ignore[arg-type]
    surface.flush()
    ours = np.ndarray((HEIGHT, WIDTH, 4), np.uint8, surface.get_data())[..., 2::-1]
    camera = Camera(background_color="#0B111E")
    camera.capture_mobjects(mobjects)  # type: ignore[arg-type]
    return np.asarray(camera.pixel_array)[..., :3].astype(float), ours.astype(float)


@pytest.fixture
def small_frame() -> Iterator[None]:
    with tempconfig({"pixel_width": WIDTH, "pixel_height": HEIGHT}):
        yield


@pytest.mark.usefixtures("small_frame")
def test_shapes_have_the_colours_and_places_that_manim_gives_them() -> None:
    square = Square(3, color=RED, fill_opacity=0.5).shift(2 * RIGHT + UP)
    ball = Circle(1, color=BLUE, fill_opacity=1).set_color_by_gradient(BLUE, RED)
    outlined = Dot(color=BLUE).scale(6).set_stroke(RED, width=8, background=True).shift(4 * RIGHT)
    frame, ours = drawn_both_ways(square, ball, outlined)
    assert np.abs(frame - ours).max() <= 3


@pytest.mark.usefixtures("small_frame")
def test_pictures_are_placed_and_turned_as_manim_does() -> None:
    pixels = np.zeros((2, 3, 4), dtype=np.uint8)
    pixels[...] = [[[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 128]], [[255] * 4, [90] * 4, [0] * 4]]
    image = ImageMobject(pixels).scale_to_fit_height(4).rotate(0.3).shift(RIGHT)
    image.set_resampling_algorithm(Image.Resampling.NEAREST)
    frame, ours = drawn_both_ways(image)
    assert (np.abs(frame - ours).max(axis=-1) < 12).mean() > 0.97


@pytest.mark.usefixtures("small_frame")
def test_what_has_no_outline_is_drawn_as_a_picture() -> None:
    cloud = PMobject(stroke_width=8).add_points(
        np.array([[x, 1, 0] for x in np.linspace(-3, 3, 40)]), color=RED
    )
    frame, ours = drawn_both_ways(cloud)
    assert (frame[..., 0] > 150).sum() > 50
    assert np.abs(frame - ours).mean() < 1


def test_a_picture_with_sharp_pixels_stays_small_in_the_file_and_sharp_in_every_viewer() -> None:
    file = io.BytesIO()
    surface = cairo.SVGSurface(file, WIDTH, HEIGHT)
    pixels = np.full((8, 8, 4), 255, dtype=np.uint8)
    pixels[::2, ::2, :3] = 0
    image = ImageMobject(pixels)
    image.set_resampling_algorithm(Image.Resampling.NEAREST)
    VectorCamera(surface, WIDTH, HEIGHT).capture_mobjects([image])
    surface.finish()
    sizes = re.findall(rb'<image[^>]* width="(\d+)"', file.getvalue())
    assert [int(size) for size in sizes] == [1000]
    assert len(file.getvalue()) < 30_000
