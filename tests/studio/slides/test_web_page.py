"""HTML files, driven by keys in Chromium."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from aimath.studio.slides.web_page import write_web_page
from tests.studio.slides.decks import CODE, NOTES, OUTPUT, small_deck

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    write_web_page(small_deck(folder), folder / "talk.html")
    write_web_page(small_deck(folder, kind="gif"), folder / "gif.html")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, written: Path) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 960, "height": 540})
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    asked: list[str] = []
    failed: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: failed.append(str(error)))
    opened.goto((written / "talk.html").as_uri())
    yield opened
    assert all(url.startswith(("file:", "data:", "blob:")) for url in asked)
    assert failed == []
    context.close()


def shown(page: Any) -> list[str]:
    return list(
        page.eval_on_selector_all(".slide", "all => all.filter(s => !s.hidden).map(s => s.dataset.title)")
    )


def test_nothing_in_the_page_comes_from_elsewhere(written: Path) -> None:
    text = (written / "talk.html").read_text(encoding="utf-8")
    addresses = re.findall(r'(?:src|srcset|href|data)="([^"]+)"|url\("([^"]+)"\)', text)
    assert addresses
    assert all((one or other).startswith("data:") for one, other in addresses)
    assert "http://" not in text and "https://" not in text


def test_every_tag_is_closed_and_every_picture_says_what_it_shows(written: Path) -> None:
    open_tags: list[str] = []
    pictures: list[dict[str, str | None]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "img":
                pictures.append(dict(attrs))
            if tag not in {"meta", "img", "source", "track", "path", "rect", "br"}:
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in {"path", "rect"}:
                assert open_tags.pop() == tag

    for name in ("talk.html", "gif.html"):
        pictures.clear()
        Reader().feed((written / name).read_text(encoding="utf-8"))
        assert open_tags == []
        assert pictures and all(NOTES[0] in (picture["alt"] or "") for picture in pictures)


def test_arrow_keys_go_through_all_slides(page: Any) -> None:
    titles = ["A walk: downhill", "One step & <more>", "A walk: the code"]
    for number, title in enumerate(titles, start=1):
        assert shown(page) == [title]
        assert page.inner_text("#status") == f"Slide {number} of 3: {title}"
        assert page.evaluate("location.hash") == f"#{number}"
        page.keyboard.press("ArrowRight")
    assert shown(page) == [titles[-1]], "there is nothing after the last"
    page.keyboard.press("ArrowLeft")
    assert shown(page) == [titles[1]]
    page.keyboard.press("Home")
    assert shown(page) == [titles[0]]
    page.keyboard.press("End")
    page.keyboard.press("PageUp")
    assert shown(page) == [titles[1]]


def test_a_film_plays_by_itself_and_pauses_by_key(page: Any) -> None:
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#slide-2 video').currentTime > 0.05")
    page.wait_for_function("document.querySelector('#slide-2 video').ended")
    page.keyboard.press("r")
    page.wait_for_function("!document.querySelector('#slide-2 video').paused")
    page.keyboard.press("p")
    page.wait_for_function("document.querySelector('#slide-2 video').paused")
    assert page.evaluate("document.querySelector('#slide-1 video').paused"), "the one before has stopped"


def test_an_animated_picture_gives_way_to_its_last_frame_and_comes_back(page: Any, written: Path) -> None:
    page.goto((written / "gif.html").as_uri())

    def moves() -> tuple[bool, bool]:
        slide = page.locator(".slide:not([hidden])")
        return slide.locator(".moving img").is_visible(), slide.locator(".print-only").is_visible()

    assert moves() == (True, False)
    page.keyboard.press("p")
    assert moves() == (False, True)
    page.get_by_role("button", name="Pause or play").click()
    assert moves() == (True, False)
    page.keyboard.press("p")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert moves() == (True, False)


def test_no_film_plays_by_itself_for_those_who_asked_for_less_motion(browser: Any, written: Path) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto((written / "talk.html").as_uri())
    page.wait_for_timeout(300)
    assert page.evaluate(
        "[...document.querySelectorAll('video')].every(v => v.paused && v.currentTime === 0)"
    )
    page.goto((written / "gif.html").as_uri())
    source = page.evaluate("document.querySelector('.moving img').currentSrc.slice(0, 14)")
    assert source == "data:image/png"
    context.close()


def test_notes_are_shown_on_demand(page: Any) -> None:
    assert not page.is_visible("text=One step down the slope.")
    page.keyboard.press("n")
    assert page.is_visible(f"text={NOTES[1]}")
    assert page.get_attribute("#notes", "aria-pressed") == "true"
    page.keyboard.press("n")
    assert not page.is_visible(f"text={NOTES[1]}")


def test_every_control_can_be_reached_and_used_by_keyboard(page: Any) -> None:
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert {"Next slide", "Pause or play", "Captions", "Speaker notes", "Keys", "Full screen"} <= set(reached)
    page.focus("#next")
    page.keyboard.press("Space")
    assert shown(page) == ["One step & <more>"], "the space bar presses the button once"
    page.keyboard.press("c")
    assert page.evaluate("document.querySelector('#slide-2 video').textTracks[0].mode") == "showing"
    page.keyboard.press("?")
    assert page.is_visible("text=play from the start")
    page.keyboard.press("Escape")
    assert not page.is_visible("text=play from the start")


def test_a_screen_reader_finds_landmarks_titles_and_the_slide_that_is_shown(page: Any) -> None:
    tree = page.locator("body").aria_snapshot()
    assert "main" in tree and "navigation" in tree and "status" in tree
    assert 'heading "A walk: downhill" [level=2]' in tree
    assert "One step & <more>" not in tree, "only the slide that is shown is read"


def test_code_is_text_in_the_fonts_of_the_page_and_fits_its_slide(page: Any) -> None:
    page.keyboard.press("End")
    assert page.inner_text(".source") == CODE.strip("\n")
    assert page.inner_text(".output") == "\n".join(OUTPUT)
    fits = "(e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight)"
    assert page.evaluate(f"[...document.querySelectorAll('pre')].every({fits})")
    assert page.evaluate(
        "document.fonts.check('16px \"JetBrains Mono\"') && document.fonts.check('700 16px Inter')"
    )
    assert page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 2


def test_it_prints_one_page_for_each_slide(page: Any) -> None:
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3
    boxes = re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf)
    width, height = map(float, boxes[0].split()[2:])
    assert width / height == pytest.approx(16 / 9, rel=0.01)


def test_without_scripts_all_slides_stand_below_each_other(browser: Any, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((written / "talk.html").as_uri())
    assert page.locator(".slide:visible").count() == 3
    assert page.is_visible(f"text={NOTES[1]} >> nth=0")
    context.close()
