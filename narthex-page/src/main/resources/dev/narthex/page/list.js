"use strict";

/** Families that are listed at once; a button shows more. */
const FAMILIES_PER_PAGE = 500;

/** The list of families, as the search leaves them. */
class FamilyList {
  constructor(nodes) {
    this.nodes = nodes;
    this.timeline = new Timeline();
    this.records = new Map(); // by name
    this.views = new Map(); // by record
    this.limit = FAMILIES_PER_PAGE;
    this.words = [];
    this.now = 0;
    this.watcher = new IntersectionObserver(
      entries => {
        for (const entry of entries) {
          entry.target.view.see(entry.isIntersecting);
        }
      },
      {rootMargin: "200px"}
    );
    nodes.more.addEventListener("click", () => {
      this.limit += FAMILIES_PER_PAGE;
      this.show();
    });
  }

  update(families, seconds) {
    this.timeline.begin(seconds);
    this.now = Date.now() / 1000;
    this.order = [];
    for (const family of families) {
      let record = this.records.get(family.name);
      if (!record) {
        record = new FamilyRecord(this.timeline);
        this.records.set(family.name, record);
      }
      record.update(family);
      this.order.push(record);
    }
    for (const [name, record] of this.records) {
      if (record.isForgotten) {
        record.close();
        this.records.delete(name);
      }
    }
    this.show();
  }

  search(text) {
    this.words = text
      .toLowerCase()
      .split(/\s+/)
      .filter(word => word);
    this.limit = FAMILIES_PER_PAGE;
    if (this.order) {
      this.show();
    }
  }

  show() {
    const {nodes, words, order} = this;
    const found = words.length === 0 ? order : order.filter(record => record.matches(words));
    const shown = found.slice(0, this.limit);
    const views = shown.map(record => this.viewOf(record));
    arrange(
      nodes.list,
      views.map(view => view.element)
    );
    this.forget(new Set(shown));
    for (const view of views) {
      view.update(this.now);
    }
    nodes.more.hidden = found.length <= shown.length;
    const series = order.reduce((sum, record) => sum + record.family.size, 0);
    setText(
      nodes.found,
      words.length > 0
        ? `${WHOLE.format(found.length)} of ${WHOLE.format(order.length)} families`
        : `${WHOLE.format(order.length)} families, ${WHOLE.format(series)} series`
    );
    nodes.empty.hidden = found.length > 0;
    setText(
      nodes.empty,
      words.length > 0 ? "No family matches. Esc clears the search." : "There are no metrics yet."
    );
  }

  viewOf(record) {
    let view = this.views.get(record);
    if (!view) {
      view = new FamilyView(record, this.watcher);
      this.views.set(record, view);
    }
    return view;
  }

  /** A view that is not listed any more gives back its canvases, unless somebody had it open. */
  forget(shown) {
    for (const [record, view] of this.views) {
      if (!shown.has(record) && (!record.open || !this.records.has(record.family.name))) {
        this.watcher.unobserve(view.element);
        this.views.delete(record);
      }
    }
  }

  redraw() {
    for (const view of this.views.values()) {
      view.update(this.now);
    }
  }
}
