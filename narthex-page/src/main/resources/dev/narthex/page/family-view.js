"use strict";

/** One family on the page: a line that tells the most, and when it is opened, all. */
class FamilyView {
  constructor(record, watcher) {
    this.record = record;
    this.seen = false;
    this.fresh = false;
    this.now = 0;
    this.name = element("h2");
    this.help = element("span", {class: "help"});
    this.kind = element("span", {class: "kind"});
    this.unit = element("span", {class: "unit"});
    this.size = element("span", {class: "size"});
    this.canvas = element("canvas", {class: "spark", "aria-hidden": "true"});
    this.figure = element("strong");
    this.beside = element("small");
    this.facts = element("span", {class: "facts", hidden: true});
    this.summary = element(
      "summary",
      {},
      element(
        "span",
        {class: "who"},
        this.name,
        this.help,
        element("span", {class: "marks"}, this.kind, this.unit, this.size)
      ),
      this.facts,
      this.canvas,
      element("span", {class: "figures"}, this.figure, this.beside)
    );
    this.body = element("div", {class: "body"});
    this.element = element("details", {class: "family"}, this.summary, this.body);
    this.element.addEventListener("toggle", () => this.toggled());
    this.element.view = this;
    watcher.observe(this.element);
  }

  toggled() {
    this.record.open = this.element.open;
    if (this.element.open && !this.table) {
      this.table = new SeriesTable(this.record, () => this.refresh());
      this.charts = new FamilyCharts(this.record, this.table);
      this.body.append(this.charts.element, this.table.element);
    }
    this.refresh();
  }

  /** Shows another part of the newest answer, without waiting for the next. */
  refresh() {
    if (this.element.open) {
      this.record.choose();
    }
    this.update(this.now);
  }

  /** Shows the newest answer: its texts at once, its charts as soon as somebody can see them. */
  update(now) {
    this.now = now;
    this.tell();
    this.fresh = !this.seen;
    if (this.seen) {
      this.draw();
    }
  }

  see(seen) {
    this.seen = seen;
    if (seen && this.fresh) {
      this.fresh = false;
      this.draw();
    }
  }

  tell() {
    const {family, kind} = this.record;
    setText(this.name, family.name);
    setText(this.help, family.help);
    setText(this.kind, kind);
    setText(this.unit, unitOf(family));
    setText(this.size, family.size === 1 ? "1 series" : `${WHOLE.format(family.size)} series`);
    const [figure, beside] = headline(this.record, this.now);
    setText(this.figure, figure);
    setText(this.beside, beside);
    this.tellFacts(factsOf(family, kind));
    this.canvas.hidden = kind === "info" || kind === "state set";
  }

  draw() {
    if (this.element.open && this.table) {
      this.table.update(this.now);
      this.charts.update();
    } else if (!this.canvas.hidden) {
      drawHeadline(this.canvas, this.record);
    }
  }

  /** An info has no course: it tells its facts instead; so does a state set. */
  tellFacts(facts) {
    const text = JSON.stringify(facts);
    if (this.toldFacts !== text) {
      this.toldFacts = text;
      this.facts.hidden = facts.length === 0;
      this.facts.replaceChildren(
        ...facts.map(([name, value, holds]) =>
          element(
            "span",
            {class: holds ? "fact holds" : "fact"},
            element("span", {class: "label-name"}, name),
            " ",
            element("span", {class: "label-value"}, value)
          )
        )
      );
    }
  }
}
