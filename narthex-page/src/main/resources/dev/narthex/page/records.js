"use strict";

/** Series on one page of a family, and so the most that are followed of it. */
const SERIES_PER_PAGE = 25;

/** Values whose course is kept for families that nobody opened yet. */
const MAX_FOLLOWED = 2000;

let followed = 0;

/** What the page knows of one family: the newest answer, and the course of what it shows. */
class FamilyRecord {
  constructor(timeline) {
    this.timeline = timeline;
    this.family = null;
    this.kind = "";
    this.open = false;
    this.from = 0; // the first series shown
    this.filter = "";
    this.largestFirst = false;
    this.reset("");
  }

  reset(kind) {
    this.kind = kind;
    followed -= this.series?.size ?? 0;
    this.series = new Map(); // labels and track of those that were shown, by labels as text
    this.shown = [];
    this.matching = 0;
    this.total = Track.ofNumbers(this.timeline);
    this.low = Track.ofNumbers(this.timeline);
    this.high = Track.ofNumbers(this.timeline);
    this.whole = Track.ofDistributions(this.timeline);
  }

  get isDistribution() {
    return /histogram|summary/.test(this.kind);
  }

  get isHistogram() {
    return this.kind.endsWith("histogram");
  }

  get isForgotten() {
    return this.total.isForgotten;
  }

  update(family) {
    if (family.kind !== this.kind) {
      this.reset(family.kind);
    }
    this.family = family;
    this.recordWhole();
    if (this.open || this.isFollowed) {
      this.choose();
    }
  }

  /** Whether the course of its series is kept though nobody looks yet. */
  get isFollowed() {
    return this.family.size <= SERIES_PER_PAGE && (this.series.size > 0 || followed < MAX_FOLLOWED);
  }

  recordWhole() {
    const family = this.family;
    if (family.size === 0) {
      this.total.record(0);
      return;
    }
    if (this.isHistogram || (this.kind === "summary" && family.size === 1)) {
      let whole = this.read(0);
      for (let i = 1; i < family.size; i++) {
        whole = whole.add(this.read(i));
      }
      this.whole.record(whole);
      this.total.record(whole.count);
      return;
    }
    let total = 0,
      low = Infinity,
      high = -Infinity;
    for (let i = 0; i < family.size; i++) {
      const value = family.value(i);
      total += value;
      low = value < low ? value : low; // not Math.min, which a single NaN would spoil
      high = value > high ? value : high;
    }
    this.total.record(total);
    this.low.record(low <= high ? low : NaN);
    this.high.record(low <= high ? high : NaN);
  }

  read(index) {
    return this.isHistogram ? readHistogram(this.family, index) : readSummary(this.family, index);
  }

  /** Finds the series to show, and records their values. */
  choose() {
    const chosen = this.inOrder();
    this.matching = chosen.length;
    this.from = Math.max(
      0,
      Math.min(this.from, SERIES_PER_PAGE * Math.floor((chosen.length - 1) / SERIES_PER_PAGE))
    );
    this.shown = [];
    for (let i = this.from; i < Math.min(chosen.length, this.from + SERIES_PER_PAGE); i++) {
      this.shown.push(this.follow(chosen[i]));
    }
    for (const [key, one] of this.series) {
      if (
        one.track.isForgotten ||
        (this.series.size > 4 * SERIES_PER_PAGE && !this.shown.includes(one))
      ) {
        this.series.delete(key);
        followed--;
      }
    }
  }

  inOrder() {
    const family = this.family;
    let order = Array.from({length: family.size}, (_, index) => index);
    const words = this.filter
      .toLowerCase()
      .split(/\s+/)
      .filter(word => word);
    if (words.length > 0) {
      order = order.filter(index => {
        const text = labelText(family.labels(index)).toLowerCase();
        return words.every(word => text.includes(word));
      });
    }
    if (this.largestFirst) {
      const values = new Map(order.map(index => [index, family.value(index)]));
      order.sort((a, b) => values.get(b) - values.get(a));
    }
    return order;
  }

  follow(index) {
    const labels = this.family.labels(index);
    const key = JSON.stringify(labels);
    let one = this.series.get(key);
    if (!one) {
      const make = this.isDistribution ? Track.ofDistributions : Track.ofNumbers;
      one = {labels, track: make(this.timeline)};
      this.series.set(key, one);
      followed++;
    }
    one.track.record(this.isDistribution ? this.read(index) : this.family.value(index));
    return one;
  }

  /** Whether all words of a search are found in what a person knows of the family. */
  matches(words) {
    const {name, help, size} = this.family;
    const labels = size > 0 ? this.family.labels(0).map(([label]) => label) : [];
    const text = [name, help, unitOf(this.family), this.kind, ...labels].join(" ").toLowerCase();
    return words.every(word => text.includes(word));
  }

  close() {
    this.reset("");
  }
}

function labelText(labels) {
  return labels.map(([name, value]) => `${name}="${value}"`).join(", ");
}
