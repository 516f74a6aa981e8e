"""The last frame of each section, as pixels and as vectors, for papers and posters."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import cairo
from manim import Camera

from aimath.stage.lesson import Lesson
from aimath.stage.sections import Section
from aimath.studio.conversion import Frame
from aimath.studio.encoding import save_picture
from aimath.studio.filming.section_ends import at_section_ends, frame_of
from aimath.studio.jobs import Shoot
from aimath.studio.slides.vector_camera import VectorCamera
from aimath.studio.whole_files import writing

PAGE_HEIGHT = 540.0
"""Points; a wide frame is as large as a slide."""


@dataclass(frozen=True)
class Still:
    """The last frame of a section.

    Attributes:
        name: of lesson and section, as files are called.
        title: what it shows.
        frame: its pixels.
        svg: an SVG file.
        pdf: a PDF file of one page.
    """

    name: str
    title: str
    frame: Frame
    svg: bytes
    pdf: bytes


def write_stills(job: Shoot, folder: Path) -> list[Path]:
    """Write the last frame of each chosen section of a lesson as PNG, SVG and PDF; text is outlines.

    Args:
        job: the lesson; the quality is that of the PNG files and of what is a picture in the others.
        folder: where the files go.

    Returns:
        The files.

    Raises:
        FilmError: if the lesson fails.
    """
    return [path for still in take_stills(job) for path in _write(still, folder)]


def take_stills(job: Shoot) -> list[Still]:
    """Return the last frame of each chosen section of a lesson.

    Raises:
        FilmError: if the lesson fails.
    """
    found: list[Still] = []

    def draw(lesson: Lesson, section: Section) -> None:
        found.append(_draw(lesson, job.source.name, section))

    at_section_ends(job, draw)
    return found


def _draw(lesson: Lesson, name: str, section: Section) -> Still:
    camera = lesson.camera
    assert isinstance(camera, Camera), "films are drawn with Cairo"
    width, height = PAGE_HEIGHT * camera.frame_width / camera.frame_height, PAGE_HEIGHT
    files = []
    for surface_type in (cairo.SVGSurface, cairo.PDFSurface):
        file = io.BytesIO()
        surface: Any = surface_type(file, width, height)
        if isinstance(surface, cairo.PDFSurface):
            surface.set_metadata(cairo.PDF_METADATA_TITLE, section.title)
        vectors = VectorCamera(surface, width, height)
        vectors.fill_page(lesson.theme.background)
        vectors.capture_mobjects(lesson.mobjects)
        surface.finish()
        files.append(file.getvalue())
    svg, pdf = files
    return Still(f"{name}-{section.name}", section.title, frame_of(lesson), _titled(svg, section.title), pdf)


def _titled(svg: bytes, title: str) -> bytes:
    """Return an SVG file that tells readers what it shows."""
    head, tag, rest = svg.decode().partition("<svg ")
    attributes, end, body = rest.partition(">")
    return f'{head}{tag}role="img" {attributes}{end}\n<title>{escape(title)}</title>{body}'.encode()


def _write(still: Still, folder: Path) -> Iterator[Path]:
    for ending in (".png", ".svg", ".pdf"):
        path = folder / f"{still.name}{ending}"
        with writing(path) as temporary:
            if ending == ".png":
                save_picture(still.frame, temporary)
            else:
                temporary.write_bytes(still.svg if ending == ".svg" else still.pdf)
        yield path
