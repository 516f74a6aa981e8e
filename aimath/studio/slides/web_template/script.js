"use strict";
(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll(".slide")];
  const element = (id) => document.getElementById(id);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let current = 0;
  let captions = false;
  let resting;

  const film = () => slides[current].querySelector("video");
  const picture = () => still.matches ? null : slides[current].querySelector(".moving");

  function play(fromStart) {
    slides[current].classList.remove("stopped");
    const video = film();
    if (!video) return;
    if (fromStart) video.currentTime = 0;
    video.play().catch(() => { /* a browser that forbids it leaves the poster */ });
  }

  function toggle() {
    const video = film();
    // An animated picture cannot be paused: its last frame takes its place.
    if (picture()) slides[current].classList.toggle("stopped");
    if (!video) return;
    if (video.paused) play(video.ended); else video.pause();
  }

  function showCaptions() {
    for (const video of document.querySelectorAll("video"))
      for (const track of video.textTracks) track.mode = captions ? "showing" : "hidden";
    element("captions").setAttribute("aria-pressed", String(captions));
  }

  function show(number, { focus = true } = {}) {
    const before = film();
    if (before) before.pause();
    current = Math.min(Math.max(number, 0), slides.length - 1);
    slides.forEach((slide, k) => { slide.hidden = k !== current; });
    const place = `${current + 1} / ${slides.length}`;
    element("place").textContent = place;
    element("status").textContent = `Slide ${current + 1} of ${slides.length}: ${slides[current].dataset.title}`;
    element("previous").disabled = current === 0;
    element("next").disabled = current === slides.length - 1;
    element("play").disabled = !film() && !picture();
    element("captions").disabled = !slides[current].querySelector("track");
    history.replaceState(null, "", `#${current + 1}`);
    if (focus && !element("controls").contains(document.activeElement)) slides[current].focus({ preventScroll: true });
    if (!still.matches) play(true);
  }

  function showNotes() {
    const shown = root.classList.toggle("notes-shown");
    element("notes").setAttribute("aria-pressed", String(shown));
  }

  function showKeys(shown) {
    element("keys").hidden = !shown;
    element("help").setAttribute("aria-expanded", String(shown));
  }

  function fullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen().catch(() => { /* not allowed here */ });
  }

  function wake() {
    root.classList.add("busy");
    clearTimeout(resting);
    resting = setTimeout(() => root.classList.remove("busy"), 2500);
  }

  const keys = {
    ArrowRight: () => show(current + 1), ArrowDown: () => show(current + 1), PageDown: () => show(current + 1),
    " ": () => show(current + 1), ArrowLeft: () => show(current - 1), ArrowUp: () => show(current - 1),
    PageUp: () => show(current - 1), Home: () => show(0), End: () => show(slides.length - 1),
    p: toggle, r: () => play(true), c: () => { captions = !captions; showCaptions(); }, n: showNotes,
    f: fullscreen, "?": () => showKeys(element("keys").hidden), Escape: () => showKeys(false),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A button that has the focus is pressed by the space bar.
    if (event.key === " " && event.target.closest("button")) return;
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  element("previous").addEventListener("click", () => show(current - 1));
  element("next").addEventListener("click", () => show(current + 1));
  element("play").addEventListener("click", toggle);
  element("captions").addEventListener("click", keys.c);
  element("notes").addEventListener("click", showNotes);
  element("help").addEventListener("click", keys["?"]);
  element("fullscreen").addEventListener("click", fullscreen);
  element("slides").addEventListener("click", (event) => {
    if (event.target.closest(".animation")) show(current + (event.clientX < innerWidth / 4 ? -1 : 1));
  });
  let touched = 0;
  document.addEventListener("touchstart", (event) => { touched = event.changedTouches[0].clientX; }, { passive: true });
  document.addEventListener("touchend", (event) => {
    const moved = event.changedTouches[0].clientX - touched;
    if (Math.abs(moved) > 50) show(current + (moved < 0 ? 1 : -1));
  });
  for (const kind of ["mousemove", "keydown", "touchstart"]) document.addEventListener(kind, wake, { passive: true });
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1));
  for (const video of document.querySelectorAll("video")) video.controls = false;

  root.classList.add("presenting");
  showCaptions();
  show((Number(location.hash.slice(1)) || 1) - 1, { focus: false });
  wake();
})();
