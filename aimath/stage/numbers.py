"""The numbers of a lesson that its viewer may change: declared once, checked before anything is drawn."""

from difflib import get_close_matches
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from aimath.errors import AimathError


class NumbersError(AimathError):
    """A number that does not exist, has the wrong type, or is out of bounds."""


class Numbers(BaseModel):
    """Base of a lesson's numbers: frozen, checked, each with a default, bounds and help.

    Example:
        >>> class Line(Numbers):
        ...     slope: float = number(2.0, low=-5, high=5, help="rise over run")
        >>> Line(slope=3).slope
        3.0
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    @classmethod
    def described(cls) -> tuple[dict[str, Any], ...]:
        """Return name, default, bounds or choices, and help of each number, in the order declared."""
        properties = cls.model_json_schema()["properties"] if cls.model_fields else {}
        return tuple(_description(name, properties[name]) for name in cls.model_fields)

    def changed(self) -> dict[str, Any]:
        """Return the numbers that differ from their defaults."""
        defaults = type(self)()
        return {name: value for name, value in self.model_dump().items() if value != getattr(defaults, name)}

    @classmethod
    def parse(cls, given: dict[str, str]) -> Self:
        """Return numbers from the words of a command line.

        Raises:
            NumbersError: saying which number, what was given, and what it may be.
        """
        known = [entry["name"] for entry in cls.described()]
        for name in given:
            if name not in known:
                raise NumbersError(_unknown(name, known))
        try:
            return cls.model_validate_strings({name: text.strip() for name, text in given.items()})
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0]) if first["loc"] else "numbers"
            if name not in known:
                raise NumbersError(first["msg"].removeprefix("Value error, ")) from None
            entry = next(entry for entry in cls.described() if entry["name"] == name)
            raise NumbersError(
                f"{name}: expected {expectation(entry)}, got {given.get(name, first['input'])!r}"
            ) from None


def number(
    default: Any,
    *,
    low: float | None = None,
    high: float | None = None,
    help: str,
) -> Any:
    """Declare a number that the viewer may change.

    Args:
        default: its value when nobody says otherwise.
        low: the smallest value it may take.
        high: the largest value it may take.
        help: one sentence about what it does.
    """
    return Field(default, ge=low, le=high, description=help)


def expectation(entry: dict[str, Any]) -> str:
    """Return in words what a described number may be.

    Example:
        >>> expectation({"name": "n", "type": "integer", "low": 1, "high": 9})
        'a whole number from 1 to 9'
    """
    if entry.get("choices"):
        return "one of " + ", ".join(str(choice) for choice in entry["choices"])
    kind = {"integer": "a whole number", "number": "a number", "boolean": "true or false"}.get(
        entry["type"], "text"
    )
    low, high = entry.get("low"), entry.get("high")
    if low is not None and high is not None:
        return f"{kind} from {low:g} to {high:g}"
    if low is not None:
        return f"{kind} of at least {low:g}"
    return f"{kind} of at most {high:g}" if high is not None else kind


def _description(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "type": schema.get("type", "string"),
        "default": schema.get("default"),
        "low": schema.get("minimum"),
        "high": schema.get("maximum"),
        "choices": schema.get("enum"),
        "help": schema.get("description", ""),
    }


def _unknown(name: str, known: list[str]) -> str:
    if not known:
        return f"this lesson has no number to change, got {name!r}"
    close = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}?" if close else f"it has {', '.join(known)}"
    return f"no number is called {name!r}: {hint}"
