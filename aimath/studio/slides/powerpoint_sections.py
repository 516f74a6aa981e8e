"""The slides of each lesson under the lesson's name in PowerPoint's list of slides.

How they are stored (`sectionLst`) is in Microsoft's [MS-PPTX], "PowerPoint (.pptx) Extensions to the Office
Open XML File Format".
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml

_MAIN = "http://schemas.openxmlformats.org/presentationml/2006/main"
_EXTENSIONS = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def group_slides(presentation: Any, lessons: Sequence[str]) -> None:
    """Put the slides of a presentation into sections.

    Args:
        presentation: a presentation of python-pptx.
        lessons: the lesson of each slide.
    """
    numbers = [slide.slide_id for slide in presentation.slides]
    sections = []
    for place, (lesson, group) in enumerate(
        groupby(zip(lessons, numbers, strict=True), itemgetter(0)), start=1
    ):
        slides = "".join(f'<p14:sldId id="{number}"/>' for _, number in group)
        name = str(uuid5(NAMESPACE_OID, f"{place} {lesson}")).upper()
        sections.append(
            f'<p14:section name={quoteattr(lesson)} id="{{{name}}}">'
            f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>"
        )
    extensions = parse_xml(
        f'<p:extLst xmlns:p="{_MAIN}"><p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_EXTENSIONS}">'
        f"{''.join(sections)}</p14:sectionLst></p:ext></p:extLst>"
    )
    presentation.element.append(extensions)
