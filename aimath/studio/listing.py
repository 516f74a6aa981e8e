"""What `aimath list` tells of a lesson."""

from typing import Any

from aimath.studio.catalogue import LessonFile
from aimath.studio.freshness.records import read_json
from aimath.studio.outputs import MEDIA


def describe(lesson: LessonFile) -> dict[str, Any]:
    """Return name, title, description, sections, numbers, and the length if it was rendered whole."""
    return {
        "name": lesson.name,
        "title": lesson.title,
        "description": lesson.description,
        "path": str(lesson.path),
        "sections": [{"name": part.name, "title": part.title} for part in lesson.sections],
        "length": rendered_length(lesson),
        "numbers": list(lesson.numbers_type.described()),
    }


def rendered_length(lesson: LessonFile) -> float | None:
    """Return the length in seconds of the newest film of the whole lesson with its usual numbers."""
    whole = [part.name for part in lesson.sections]
    records = sorted(
        (MEDIA / lesson.name).glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True
    )
    for path in records:
        record = read_json(path)
        try:
            names = [part["name"] for part in record["sections"]]
            usual = lesson.numbers_type().model_dump(mode="json")
            if names == whole and record["numbers"] == usual:
                return float(record["length"])
        except (KeyError, TypeError, ValueError):
            continue
    return None
