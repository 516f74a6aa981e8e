"""The base of every film: a plain Manim scene with numbers, named parts, narration and a layout."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, ClassVar, get_type_hints

import numpy as np
from manim import (
    DOWN,
    Animation,
    AnimationGroup,
    Camera,
    FadeIn,
    FadeOut,
    LaggedStart,
    ManimColor,
    Mobject,
    Scene,
    UpdateFromAlphaFunc,
    UpdateFromFunc,
    VGroup,
    config,
)

from aimath.errors import InputError
from aimath.stage.code.code_card import CodeCard
from aimath.stage.figures import Number, fill
from aimath.stage.layout import Layout, Region, current_layout
from aimath.stage.lettering.text import Glyph, Words
from aimath.stage.lettering.type_sizes import Size, em
from aimath.stage.numbers import Numbers
from aimath.stage.pacing import BREATH, QUICK, STEADY, speaking_time
from aimath.stage.sections import Section, sections_of
from aimath.stage.snippets import fill_snippet_from, run_snippet
from aimath.stage.take import Allowance, Beat, Take
from aimath.stage.theme import DARK, Role, Theme, set_theme


class Lesson(Scene):
    """One film of the course.

    A lesson is a subclass with a docstring (its first line is the film's title), an annotation `numbers`
    naming its numbers, and methods marked with `section`. It renders with `manim` like any scene, and with
    `aimath`.

    Args:
        numbers: the values to film with; the defaults when None.
        theme: the colours to film with.
        chosen: names of the sections to film; the others are gone through without filming.
        seed: what `random_generator` starts from.

    Example:
        >>> from aimath.stage import section
        >>> class Hello(Lesson):
        ...     '''Hello, vector'''
        ...
        ...     @section("A first word")
        ...     def first(self) -> None:
        ...         with self.say("This is a word."):
        ...             self.play(FadeIn(Words("word")))
    """

    numbers: Numbers
    code: ClassVar[str] = ""
    """A NumPy snippet that a viewer can run; `$name` stands for a number of the lesson."""

    def __init__(
        self,
        renderer: Any = None,
        camera_class: type[Camera] = Camera,
        *,
        numbers: Numbers | None = None,
        theme: Theme = DARK,
        chosen: tuple[str, ...] = (),
        seed: int = 0,
        skip_animations: bool = False,
    ) -> None:
        super().__init__(
            renderer=renderer, camera_class=camera_class, random_seed=seed, skip_animations=skip_animations
        )
        set_theme(theme)
        self.theme = theme
        self.seed = seed
        self.numbers = self.numbers_type()() if numbers is None else numbers
        self.take = Take()
        self._chosen = chosen
        self.when_section_ends: list[Callable[[Section], None]] = []
        self._title: Words | None = None
        self._unfilmed_time = 0.0
        self._cairo_camera().background_color = ManimColor(theme.background)

    @classmethod
    def numbers_type(cls) -> type[Numbers]:
        """Return the type of the lesson's numbers, from its annotation."""
        found: type[Numbers] = get_type_hints(cls)["numbers"]
        return found

    @classmethod
    def film_title(cls) -> str:
        """Return the title of the film: the first line of the docstring."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0]

    @property
    def layout(self) -> Layout:
        """The regions of the frame."""
        return current_layout()

    @property
    def film_time(self) -> float:
        """Seconds of film so far; what is gone through without filming does not count."""
        rate = float(self.camera.frame_rate)
        # Manim adds up the times of frames, and what that is off could tell how long a wait is.
        return round((float(self.time) - self._unfilmed_time) * rate) / rate

    def random_generator(self) -> np.random.Generator:
        """Return a generator that starts the same way each time, from the lesson's seed."""
        return np.random.default_rng(self.seed)

    def construct(self) -> None:
        """Play the sections in order; nothing after the last chosen one."""
        waiting = set(self._chosen)
        for part in sections_of(type(self)):
            if self._chosen and not waiting:
                return
            filmed = not self._chosen or part.name in self._chosen
            waiting.discard(part.name)
            self.next_section(part.name, skip_animations=not filmed)
            self.take.section_begins(part, self.film_time, filmed)
            self._change_scene(part)
            getattr(self, part.name)()
            for tell in self.when_section_ends:
                tell(part)

    def get_moving_and_static_mobjects(
        self, animations: Iterable[Animation]
    ) -> tuple[list[Mobject], list[Mobject]]:
        """Return what is drawn anew in each frame, and what is not: all is, if a function may change it.

        Manim leaves out what lies below the first mobject that moves, even if that one's updater changes it;
        and parts that what moves gets meanwhile it draws below those that were there when the play began.
        """
        members: list[Mobject] = self.get_mobject_family_members()
        if any(member.updaters for member in members) or any(map(_calls_a_function, animations)):
            return [*self.mobjects, *self.foreground_mobjects], []
        moving, static = super().get_moving_and_static_mobjects(animations)
        parts = {part for mobject in moving for part in mobject.submobjects}
        return [mobject for mobject in moving if mobject not in parts], static

    def play(self, *animations: Any, **options: Any) -> None:
        """Play animations as Manim does, and note what they show."""
        before = float(self.time)
        super().play(*animations, **options)
        if not self.take.filming:
            self._unfilmed_time += float(self.time) - before
        self.take.play_ends(self.film_time, self.mobjects)

    @contextmanager
    def say(self, sentence: str, **values: Number | str) -> Iterator[Beat]:
        """Say a sentence while what is inside plays, then wait until it has been said.

        Args:
            sentence: one idea, in plain words; `{name}` is filled with a value.
            **values: the numbers or words to fill in.

        Yields:
            The beat; its `duration` is how long the sentence takes to say.
        """
        text, figures = fill(sentence, values)
        beat = Beat(text, self.film_time, speaking_time(text), figures)
        yield beat
        rest = beat.start + beat.duration + BREATH - self.film_time
        if rest > 1.0 / float(config.frame_rate):
            self.wait(rest)
        self.take.beat_ends(beat)

    def swap(self, old: Mobject, new: Mobject, *, shift: Any = None) -> list[Animation]:
        """Return animations that let one thing give way to another in the same place."""
        move = np.zeros(3) if shift is None else shift
        return [FadeOut(old, shift=move), FadeIn(new, shift=move)]

    def title_card(self, promise: str) -> VGroup:
        """Return the film's title with a line below it that says what the viewer will see.

        What follows a colon in the title stands below the rest, smaller.

        Args:
            promise: one line.
        """
        width = self.layout.content.width
        name, _, motto = type(self).film_title().partition(": ")
        lines = VGroup(_balanced(name, width, size=1.9 * em(Size.TITLE), weight="bold"))
        if motto:
            lines.add(_balanced(motto, width, size=Size.TITLE, weight="medium"))
        lines.add(_balanced(promise, 0.9 * width, size=Size.BODY, role=Role.MUTED))
        return self.layout.content.place(lines.arrange(DOWN, buff=0.9 * em(Size.BODY)))

    def allow(self, rule: str, reason: str) -> None:
        """Allow what `aimath check` finds by a rule in the play that follows.

        Args:
            rule: the name of the rule, such as "overlap".
            reason: why it is meant to be so, for whoever reads the report.

        Raises:
            InputError: if there is no reason.
        """
        if not reason.strip():
            raise InputError(f"allow({rule!r}): expected a reason, got none; say why it is meant to be so")
        if self.take.filming:
            line = sys._getframe(1).f_lineno
            self.take.allowances.append(Allowance(rule, reason, self.film_time, self.take.current, line))

    def mark_poster(self) -> None:
        """Take what is on screen now as the film's poster."""
        if not self.take.filming:
            return
        self.take.poster_play = self.renderer.num_plays
        if not self.renderer.skip_animations:
            self.take.poster = np.asarray(self.renderer.get_frame(), dtype=np.uint8)

    def snippet(self) -> str:
        """Return the lesson's code with its numbers filled in."""
        return fill_snippet_from(self.code.strip("\n"), self.numbers)

    def code_card(
        self, region: Region | None = None, *, names: Mapping[str, Role | str] | None = None
    ) -> CodeCard:
        """Return a card with the lesson's code and what running it just now printed.

        The output stands beside the code in a region that is wide enough for both, and else below.

        Args:
            region: where it stands; all the room below the title when None.
            names: names in the code that stand for something with a role, and take its colour.
        """
        source = self.snippet()
        region = region or self.layout.without_footer.content
        make = partial(
            CodeCard,
            source,
            run_snippet(source),
            width=region.width,
            height=region.height,
            names=names,
            size=Size.BODY,
        )
        if region.is_wide:
            # The card itself knows whether the lines fit.
            with suppress(InputError):
                return region.place(make(output_at="beside"))
        return region.place(make(output_at="below"))

    def _cairo_camera(self) -> Camera:
        assert isinstance(self.camera, Camera), "lessons are drawn with Cairo"
        return self.camera

    def _change_scene(self, part: Section) -> None:
        title = Words(part.title, size=Size.TITLE, weight="bold")
        self.layout.title.place(title, "left")
        leaving = [] if part.continues else [m for m in self.mobjects if m is not self._title]
        if self._title is not None:
            leaving.append(self._title)
        self._title = title if part.titled else None
        changes: list[Animation] = [FadeIn(title)] if part.titled else []
        if leaving:
            changes.insert(0, AnimationGroup(*(FadeOut(mobject) for mobject in leaving)))
        if changes:
            self.play(LaggedStart(*changes, lag_ratio=0.7, run_time=QUICK if len(changes) == 1 else STEADY))


def _balanced(
    text: str, width: float, *, size: Size | float, weight: str = "regular", role: Role = Role.TEXT
) -> Words:
    """Return centred words in as few lines as the width allows, each about as long as the others."""

    def within(room: float | None) -> Words:
        return Words(text, size=size, weight=weight, role=role, width=room, align="center")

    line = within(None)
    if line.width <= width:
        return line
    widest = within(width)
    count = _count_lines(widest)
    tries = (within(float(room)) for room in np.linspace(line.width / count, width, 12))
    return next((words for words in tries if _count_lines(words) == count), widest)


def _count_lines(words: Words) -> int:
    return len({round(glyph.baseline, 3) for glyph in words if isinstance(glyph, Glyph)})


def _calls_a_function(animation: Animation) -> bool:
    if isinstance(animation, AnimationGroup):
        return any(map(_calls_a_function, animation.animations))
    return isinstance(animation, UpdateFromFunc | UpdateFromAlphaFunc)
