"""A talk as one HTML file that needs nothing from elsewhere."""

import base64
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from aimath.stage.theme import Role, Theme
from aimath.studio.slides.colored_code import ColoredLine
from aimath.studio.slides.deck import AnimationSlide, CodeSlide, Deck, Slide
from aimath.studio.slides.web_fonts import font_faces
from aimath.studio.whole_files import write_text

_TYPES = {".mp4": "video/mp4", ".gif": "image/gif", ".png": "image/png", ".vtt": "text/vtt"}
_LARGEST_TYPE = 0.045
# Shares of a slide: what code has to fit into, and the width of a character and height of a line, in em.
_CODE_WIDTH, _CODE_HEIGHT = 0.9 * 16 / 9, 0.715
_CHARACTER, _LINE = 0.6, 1.5
_ICONS = {
    "previous": '<path d="M15 5l-7 7 7 7"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "play": '<path d="M5 5v14l8-7zM17 5v14M21 5v14"/>',
    "captions": '<rect x="3" y="5" width="18" height="14" rx="3"/><path d="M7 15h4M14 15h3M7 11h2M12 11h5"/>',
    "notes": '<path d="M5 4h14v16H5zM9 9h6M9 13h6"/>',
    "keys": '<rect x="2.5" y="6" width="19" height="12" rx="2.5"/><path d="M6.5 10h.01M10 10h.01M13.5 10h.01'
    'M17 10h.01M8 14h8"/>',
    "fullscreen": '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
}


def write_web_page(deck: Deck, path: Path) -> None:
    """Write a talk as an HTML page that presents itself.

    Arrow keys change the slide, N shows the speaker notes, printing gives a page for each slide. Films,
    pictures and fonts are inside the file.

    Args:
        deck: the talk.
        path: the file.
    """
    slides = "\n".join(
        _slide(slide, number, len(deck.slides)) for number, slide in enumerate(deck.slides, start=1)
    )
    page = Template(_template("page.html")).substitute(
        title=escape(deck.title),
        scheme=deck.theme.name,
        fonts=font_faces(_shown_text(deck)),
        colors=_colors(deck.theme),
        style=_template("style.css"),
        script=_template("script.js"),
        slides=slides,
        **{
            f"icon_{name}": f'<svg viewBox="0 0 24 24" aria-hidden="true">{lines}</svg>'
            for name, lines in _ICONS.items()
        },
    )
    write_text(path, page)


def _slide(slide: Slide, number: int, count: int) -> str:
    kind, body = ("code", _code(slide)) if isinstance(slide, CodeSlide) else ("animation", _animation(slide))
    last = " last" if number == count else ""
    notes = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in slide.notes)
    return f"""<section class="slide {kind}{last}" id="slide-{number}" role="group"
aria-roledescription="slide" aria-labelledby="title-{number}" data-title="{escape(slide.title)}"
tabindex="-1">
<h2 id="title-{number}">{escape(slide.title)}</h2>
{body}
</section>
<aside class="notes" aria-label="Speaker notes, slide {number}"><h3>{number} · {escape(slide.title)}</h3>
{notes}</aside>"""


def _animation(slide: AnimationSlide) -> str:
    poster, film, alt = _data(slide.poster), _data(slide.film), escape(slide.alt)
    if slide.film.suffix == ".gif":
        return f"""<picture class="moving">
<source media="(prefers-reduced-motion: reduce)" srcset="{poster}"><img src="{film}" alt="{alt}"></picture>
<img class="print-only" src="{poster}" alt="{alt}">"""
    captions = ""
    if slide.captions is not None:
        captions = f'<track kind="captions" srclang="en" label="Narration" src="{_data(slide.captions)}">'
    return f"""<img src="{poster}" alt="{alt}">
<video src="{film}" muted playsinline controls preload="auto" aria-label="Film: {escape(slide.title)}">
{captions}</video>"""


def _code(slide: CodeSlide) -> str:
    source = "\n".join(_line(line) for line in slide.code)
    panels = [f'<pre class="source" tabindex="0" aria-label="Code"><code>{source}</code></pre>']
    if slide.output:
        printed = escape("\n".join(slide.output))
        panels.append(
            f'<pre class="output" tabindex="0" aria-label="What it prints"><samp>{printed}</samp></pre>'
        )
    style = f"--type: calc(var(--h) * {_type_size(slide):.4f})"
    return f'<div class="panels" style="{style}">{"".join(panels)}</div>'


def _line(line: ColoredLine) -> str:
    return "".join(f'<span style="color: {run.color}">{escape(run.text)}</span>' for run in line)


def _type_size(slide: CodeSlide) -> float:
    """Return the size of type, as a share of the slide's height, at which code and output fit a slide."""
    columns = max(sum(len(run.text) for run in line) for line in slide.code)
    columns += max(map(len, slide.output), default=0)
    padding = 7.0 if slide.output else 2.8
    lines = max(len(slide.code), len(slide.output) + 1)
    return min(
        _LARGEST_TYPE, _CODE_WIDTH / (_CHARACTER * columns + padding), _CODE_HEIGHT / (_LINE * lines + 2.4)
    )


def _colors(theme: Theme) -> str:
    named = {"ground": theme.background, "surface": theme.surface, "grid": theme.grid}
    named |= {role.value: theme.color(role) for role in Role}
    return "\n".join(f"  --{name}: {color};" for name, color in named.items())


def _shown_text(deck: Deck) -> str:
    words = ["→←·"]
    for slide in deck.slides:
        words += [slide.title, *slide.notes]
        if isinstance(slide, CodeSlide):
            words += [*slide.output, *(run.text for line in slide.code for run in line)]
    return "".join(words)


def _data(path: Path) -> str:
    return f"data:{_TYPES[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _template(name: str) -> str:
    return (files("aimath.studio.slides") / "web_template" / name).read_text(encoding="utf-8")
