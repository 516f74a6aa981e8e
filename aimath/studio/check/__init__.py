"""Look at every moment of a lesson where something has come to rest, and find what would embarrass it.

A lesson is gone through without filming, once in each look (a shape of the frame with a theme). After every
play, and in the middle of it, each rule is shown the `Moment`; when all has been played, each rule is shown
the `Film`. What a rule does not like it yields as a `Finding`.

A rule is one line in `rules.RULES`:

    Rule("overlap", "text that crosses something else", at_moment=overlap)

with one function or both of these, in a module of its own:

    def overlap(moment: Moment) -> Iterator[Finding]     # while the moment's mobjects are as they are drawn
    def dead_air(film: Film) -> Iterator[Finding]        # after the last play

Neither draws what it need not: `moment.things` tells what is on the frame, with boxes in pixels,
`moment.painted(…)` draws some of it, and `moment.rests` tells a moment at rest from the middle of a play.
`film.plays`, `film.take` (sentences, numbers shown, length) and `film.shoot` (to film it another way) are
there for both; `film.memory` is a dictionary in which a rule keeps what it needs later, under its own name.
Findings are made with `moment.finding(…)` and `film.finding(…)`, which know section, time, file and line.
"""
