"use strict";

function start() {
  const node = id => document.getElementById(id);
  const state = node("state"),
    search = node("search"),
    pause = node("pause");
  const list = new FamilyList({
    list: node("list"),
    found: node("found"),
    empty: node("empty"),
    more: node("more"),
  });
  setText(node("host"), location.host + location.pathname);
  document.title = `Metrics of ${location.host}`;
  startTheme(node("theme"), () => list.redraw());
  startPlainText(node("text"), node("plain"));

  const show = (kind, text) => {
    state.dataset.kind = kind;
    setText(state, text);
  };
  const scraper = new Scraper({
    answer(bytes, seconds) {
      list.update(readFamilies(bytes), seconds);
      if (!scraper.paused) {
        show("live", "Live");
      }
    },
    failure(failure, wait) {
      if (!scraper.paused) {
        show("failed", `${failure.message}. Next try in ${wait} s.`);
      }
    },
    paused: () => show("paused", "Paused"),
  });
  pause.addEventListener("click", () => {
    const paused = !scraper.paused;
    setAttribute(pause, "aria-pressed", String(paused));
    setText(pause, paused ? "Go on" : "Pause");
    scraper.pause(paused);
  });

  startSearch(search, text => list.search(text));
  startKeys(search, node("list"));
  addEventListener("resize", () => list.redraw());
  scraper.ask();
}

/** The search is part of the address, so that it can be passed on and survives a reload. */
function startSearch(search, changed) {
  // Not decodeURIComponent, which throws at a lone percent sign.
  search.value = new URLSearchParams("search=" + location.hash.slice(1)).get("search");
  const take = () => {
    history.replaceState(
      null,
      "",
      search.value ? "#" + encodeURIComponent(search.value) : ownAddress()
    );
    changed(search.value);
  };
  search.addEventListener("input", take);
  search.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      event.preventDefault(); // the browser's own clearing tells nobody in some browsers
      search.value = "";
      take();
    }
  });
  changed(search.value);
}

/** Keys beside Tab and Enter: a slash goes to the search, arrows go from family to family. */
function startKeys(search, list) {
  document.addEventListener("keydown", event => {
    const inField = event.target.matches("input, pre");
    if (event.key === "/" && !inField && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && (event.target === search || event.target.matches("summary"))) {
      const summaries = [...list.querySelectorAll("summary")];
      const next = summaries.indexOf(event.target) + step;
      event.preventDefault();
      (next < 0 ? search : summaries[Math.min(next, summaries.length - 1)])?.focus();
    }
  });
}

start();
