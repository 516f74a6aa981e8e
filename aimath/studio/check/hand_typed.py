"""Numbers that were typed into a text, which do not follow when what they stand for changes."""

import re
from collections.abc import Iterator

from aimath.stage.figures import GAP
from aimath.stage.take import Beat
from aimath.studio.check.film import Film
from aimath.studio.check.finding import Finding
from aimath.studio.check.literals import literals_of, was_typed
from aimath.studio.check.moment import Moment
from aimath.studio.check.typed_digits import typed_numbers
from aimath.studio.check.wording import Style, Wording, wording

RULE = "hand-typed number"


def hand_typed(moment: Moment) -> Iterator[Finding]:
    """Find numbers in texts and formulas that come from no value, once for each text."""
    known: set[str] = moment.film.memory.setdefault(RULE, set())
    for thing in moment.texts:
        words = wording(thing.mobject, thing.root)
        if words is None or words.text in known:
            continue
        known.add(words.text)
        numbers = _typed(words, moment.film)
        if numbers:
            how = '"{n:.2f}" with n=…' if words.has_fields else "an f-string or a DecimalNumber"
            yield moment.finding(
                RULE, f"{numbers} typed by hand: fill it from a value, through {how}", [thing]
            )


def hand_typed_in_captions(film: Film) -> Iterator[Finding]:
    """Find numbers in the narration, and so in its captions, that come from no value."""
    for beat in film.take.beats:
        numbers = _typed(Wording(_as_typed(beat), Style.WORDS), film)
        if numbers:
            message = f'{numbers} typed by hand: fill it from a value, through say("{{n}} …", n=…)'
            yield film.finding(RULE, message, beat.start, objects=(beat.text,))


def _typed(words: Wording, film: Film) -> str:
    """Return which numbers were typed, as in "3 and 5 are"; nothing if none was."""
    numbers = typed_numbers(words)
    if not numbers:
        return ""
    # What Python itself filled in, as through an f-string, comes from a value too.
    literals = literals_of(film.shoot.source.path)
    typed = list(dict.fromkeys(number for number in numbers if was_typed(number, words.text, literals)))
    return f"{' and '.join(typed)} {'is' if len(typed) == 1 else 'are'}" if typed else ""


def _as_typed(beat: Beat) -> str:
    """Return a sentence with a gap for each number that was filled in."""
    done, rest = "", beat.text
    for shown in beat.figures:
        match = re.search(rf"(?<![\w-]){re.escape(shown.text)}(?![\w])", rest)
        if match is not None:
            done, rest = done + rest[: match.start()] + GAP, rest[match.end() :]
    return done + rest
