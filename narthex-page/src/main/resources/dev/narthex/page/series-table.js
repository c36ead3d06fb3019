"use strict";

/** Families with more series than these get a filter of their own. */
const FILTER_FROM = 8;

/**
 * The series of an open family: a page of them, each with its labels, a small chart and its
 * figures.
 */
class SeriesTable {
  constructor(record, refresh) {
    this.record = record;
    this.refresh = refresh;
    this.chosen = null; // the labels of the distribution that is drawn; null for all together
    this.rows = new Map();
    this.body = element("tbody");
    this.head = element("tr");
    this.filter = element("input", {
      type: "search",
      placeholder: "Filter series by label",
      autocomplete: "off",
      spellcheck: "false",
    });
    this.largest = element("button", {type: "button", "aria-pressed": "false"}, "Largest first");
    this.previous = element("button", {type: "button"}, "Previous");
    this.next = element("button", {type: "button"}, "Next");
    this.place = element("span", {class: "place"});
    this.tools = element(
      "div",
      {class: "tools"},
      element(
        "label",
        {class: "filter"},
        element("span", {class: "unseen"}, "Filter series by label"),
        this.filter
      ),
      this.largest,
      element("div", {class: "pages"}, this.previous, this.place, this.next)
    );
    const table = element("table", {}, element("thead", {}, this.head), this.body);
    this.element = element("div", {class: "series"}, this.tools, table);
    this.listen();
  }

  listen() {
    const {record} = this;
    const turn = pages => {
      record.from = Math.max(0, record.from + pages * SERIES_PER_PAGE);
      this.refresh();
    };
    this.previous.addEventListener("click", () => turn(-1));
    this.next.addEventListener("click", () => turn(1));
    this.largest.addEventListener("click", () => {
      record.largestFirst = !record.largestFirst;
      record.from = 0;
      setAttribute(this.largest, "aria-pressed", String(record.largestFirst));
      this.refresh();
    });
    this.filter.addEventListener("input", () => {
      record.filter = this.filter.value;
      record.from = 0;
      this.refresh();
    });
    this.filter.addEventListener("keydown", event => {
      if (event.key === "Escape" && this.filter.value) {
        event.stopPropagation();
        event.preventDefault();
        this.filter.value = "";
        this.filter.dispatchEvent(new Event("input"));
      }
    });
  }

  update(now) {
    const {record} = this;
    const columns = columnsOf(record);
    this.updateTools();
    const titles = columns.map(({title}) => title).join();
    if (this.titles !== titles) {
      this.titles = titles;
      this.head.replaceChildren(
        element("th", {scope: "col"}, "Labels"),
        element("th", {scope: "col"}, element("span", {class: "unseen"}, "Course")),
        ...columns.map(({title}) => element("th", {scope: "col", class: "number"}, title))
      );
      this.rows.clear();
    }
    const rows = record.shown.map((one, at) => {
      let row = this.rows.get(one);
      if (!row) {
        row = this.makeRow(one, columns);
        this.rows.set(one, row);
      }
      this.updateRow(row, one, at, columns, now);
      return row.element;
    });
    for (const one of this.rows.keys()) {
      if (!record.shown.includes(one)) {
        this.rows.delete(one);
      }
    }
    arrange(this.body, rows);
  }

  updateTools() {
    const {record} = this;
    const {size} = record.family;
    this.tools.hidden = size < FILTER_FROM;
    const last = record.from + record.shown.length;
    const [from, to, all] = [record.from + 1, last, record.matching].map(WHOLE.format);
    setText(this.place, record.matching === 0 ? "no series" : `${from}–${to} of ${all}`);
    this.previous.disabled = record.from === 0;
    this.next.disabled = last >= record.matching;
  }

  makeRow(one, columns) {
    const chip = element("span", {class: "chip"});
    const labels = labelsElement(one.labels);
    const choice =
      this.record.isDistribution && this.record.family.size > 1
        ? element("button", {type: "button", class: "choose"}, labels)
        : null;
    choice?.addEventListener("click", () => this.choose(one));
    const canvas = element("canvas", {class: "spark", "aria-hidden": "true"});
    const cells = columns.map(({title}) => element("td", {class: "number", "data-title": title}));
    const row = element(
      "tr",
      {},
      element("th", {scope: "row"}, chip, choice ?? labels),
      element("td", {class: "course"}, canvas),
      ...cells
    );
    return {element: row, chip, choice, canvas, cells};
  }

  /** Draws one series alone; chosen a second time, all together again. */
  choose(one) {
    const key = JSON.stringify(one.labels);
    this.chosen = this.chosen === key ? null : key;
    this.refresh();
  }

  updateRow(row, one, at, columns, now) {
    const {record} = this;
    row.chip.hidden =
      record.kind !== "counter" && record.kind !== "gauge" && record.kind !== "untyped";
    setAttribute(row.chip, "data-line", at < LINE_COLOURS ? String(at + 1) : "none");
    if (row.choice) {
      setAttribute(row.choice, "aria-pressed", String(this.chosen === JSON.stringify(one.labels)));
    }
    columns.forEach(({text, exact}, column) => {
      setText(row.cells[column], text(one, now));
      setAttribute(row.cells[column], "title", exact ? exact(one) : "");
    });
    drawCourse(row.canvas, record, one);
  }

  /** The course of the distribution that was chosen; that of all together if none was. */
  get track() {
    const {record} = this;
    if (record.kind === "summary" && this.chosen === null) {
      return record.shown[0]?.track ?? record.whole;
    }
    return record.series.get(this.chosen)?.track ?? record.whole;
  }
}

/** The small chart of one series. */
function drawCourse(canvas, record, one) {
  const {timeline, kind} = record;
  if (record.isHistogram) {
    drawHeat(canvas, timeline, heatOf(one.track, {standing: kind === "gauge histogram"}));
  } else if (kind === "summary") {
    drawSparkline(canvas, timeline, quantileLines(one.track, false).lines);
  } else if (kind === "counter") {
    drawSparkline(canvas, timeline, [one.track.rates()], {fromZero: true});
  } else if (kind !== "info") {
    drawSparkline(canvas, timeline, [one.track.points()]);
  }
}
