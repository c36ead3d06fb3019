"use strict";

/** Lines that are told apart by colour in one chart. */
const LINE_COLOURS = 6;

/**
 * The colours of the style sheet, as a canvas wants them. They change with the theme, so they are
 * read again when it does.
 */
const palette = {
  text: "",
  grid: "",
  accent: "",
  band: "",
  lines: [],
  heat: [],

  read() {
    const probe = document.body.appendChild(element("span", {hidden: true}));
    const colour = name => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    this.text = colour("quiet");
    this.grid = colour("rule");
    this.band = colour("band");
    this.lines = Array.from({length: LINE_COLOURS}, (_, at) => colour(`line-${at + 1}`));
    this.heat = ["heat-1", "heat-2", "heat-3"].map(name =>
      colour(name)
        .match(/[\d.]+/g)
        .slice(0, 3)
        .map(Number)
    );
    probe.remove();
  },

  /** The colour of a cell, from 0, next to nothing, to 1, the most there is. */
  heatAt(share) {
    const [low, middle, high] = this.heat;
    const [from, to, part] = share < 0.5 ? [low, middle, 2 * share] : [middle, high, 2 * share - 1];
    const channels = from.map((channel, at) => Math.round(channel + (to[at] - channel) * part));
    return `rgb(${channels.join(" ")})`;
  },
};
