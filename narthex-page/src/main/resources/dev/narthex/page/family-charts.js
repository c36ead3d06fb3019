"use strict";

/** The large charts of an open family. */
class FamilyCharts {
  constructor(record, table) {
    this.record = record;
    this.table = table;
    this.element = element("div", {class: "charts"});
    this.build(record.kind);
  }

  build(kind) {
    this.kind = kind;
    this.heat = this.lines = this.legend = null;
    this.element.replaceChildren();
    const {name} = this.record.family;
    const chart = (title, what) => {
      const canvas = element("canvas", {
        class: "chart",
        role: "img",
        "aria-label": `${what} of ${name}; the table below has the newest values`,
      });
      const legend = element("span", {class: "legend"});
      this.element.append(
        element("figure", {}, element("figcaption", {}, element("span", {}, title), legend), canvas)
      );
      this.legend = legend;
      return canvas;
    };
    if (this.record.isHistogram) {
      this.heat = chart("How values are spread", "Heat map over time");
      this.heatLegend = this.legend;
    }
    if (kind === "histogram") {
      this.lines = chart(`Quantiles over ${QUANTILE_SECONDS} s`, "Quantiles over time");
    } else if (kind === "summary") {
      this.lines = chart("Quantiles", "Quantiles over time");
    } else if (kind === "counter") {
      this.lines = chart("Per second", "Growth a second over time");
    } else if (kind === "gauge" || kind === "untyped") {
      this.lines = chart("Value", "Values over time");
    }
  }

  update() {
    const {record, kind} = this;
    if (record.kind !== this.kind) {
      this.build(record.kind);
      return;
    }
    const {timeline} = record;
    const unit = unitOf(record.family);
    const axis = {format: value => withUnit(value, unit), inBytes: unit === "bytes"};
    if (this.heat) {
      const track = this.table.track;
      drawHeat(this.heat, timeline, heatOf(track, {standing: kind === "gauge histogram"}), {
        format: value => bound(value, unit),
      });
      setText(this.heatLegend, bucketText(track.newest));
    }
    if (kind === "histogram" || kind === "summary") {
      const {shares, lines} = quantileLines(this.table.track, kind === "histogram");
      drawChart(this.lines, timeline, lines, {...axis, mayBeLogarithmic: true});
      this.nameQuantiles(shares);
    } else if (kind === "counter") {
      const rates = this.shownTracks().map(track => track.rates());
      drawChart(this.lines, timeline, rates, {
        ...axis,
        format: value => perSecond(value, unit),
        fromZero: true,
      });
    } else if (this.lines) {
      drawChart(
        this.lines,
        timeline,
        this.shownTracks().map(track => track.points()),
        axis
      );
    }
  }

  shownTracks() {
    return this.record.shown.slice(0, LINE_COLOURS).map(one => one.track);
  }

  nameQuantiles(shares) {
    if (this.legend.childElementCount !== shares.length) {
      this.legend.replaceChildren(
        ...shares.map((share, at) =>
          element(
            "span",
            {},
            element("span", {class: "chip", "data-line": String(at + 1)}),
            quantileName(share)
          )
        )
      );
    }
  }
}

function bucketText(newest) {
  if (newest?.native) {
    const {positive, negative, schema} = newest.native;
    return `native buckets, schema ${schema}, ${positive.size + negative.size} in use`;
  }
  return newest?.classic ? `${newest.classic.bounds.length} buckets` : "";
}
