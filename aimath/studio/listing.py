"""What `aimath list` tells of a lesson."""

from typing import Any

from aimath.studio.catalogue import LessonFile
from aimath.studio.film_files import MEDIA, records_in
from aimath.studio.freshness.records import MADE, read_json


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
    lengths: dict[int, float] = {}
    for path in records_in(MEDIA / lesson.name):
        record = read_json(path)
        try:
            names = [part["name"] for part in record["sections"]]
            usual = lesson.numbers_type().model_dump(mode="json")
            is_still = record["settings"]["format"] == "png"
            if names == whole and record["numbers"] == usual and not is_still:
                lengths[int(record[MADE][record["film"]]["changed"])] = float(record["length"])
        except (KeyError, TypeError, ValueError):
            continue
    return lengths[max(lengths)] if lengths else None
