"use strict";

/**
 * Moments that are remembered; older ones are forgotten. At two seconds each that is five minutes.
 */
const MOMENTS = 150;

/** Moments older than this are forgotten too: nobody looked for long, or answers are dear. */
const MAX_SECONDS = 1800;

/** Quantiles over time look back so many seconds, so that a quiet service gives a calm line. */
const QUANTILE_SECONDS = 30;

/** The moments at which values were taken, the same for everything on the page. */
class Timeline {
  constructor() {
    this.times = new Float64Array(MOMENTS);
    this.last = -1; // the number of the newest moment
    this.first = 0; // that of the oldest
  }

  begin(seconds) {
    this.last++;
    this.times[this.last % MOMENTS] = seconds;
    this.first = Math.max(this.first, this.last - MOMENTS + 1);
    while (this.time(this.first) < seconds - MAX_SECONDS) {
      this.first++;
    }
  }

  time(moment) {
    return this.times[moment % MOMENTS];
  }

  /** How many seconds a chart spans: all that is remembered, but at least a minute. */
  span() {
    return this.last < 0 ? 60 : Math.max(60, this.time(this.last) - this.time(this.first));
  }
}

/** The course of one value, which may be a number or a Distribution. */
class Track {
  constructor(timeline, values, missing) {
    this.timeline = timeline;
    this.values = values;
    this.missing = missing;
    this.last = timeline.last - 1; // the newest moment that has been written
    values.fill(missing);
  }

  static ofNumbers(timeline) {
    return new Track(timeline, new Float64Array(MOMENTS), NaN);
  }

  static ofDistributions(timeline) {
    return new Track(timeline, new Array(MOMENTS), null);
  }

  /** Sets the value of the newest moment; moments since the last call stay without one. */
  record(value) {
    const newest = this.timeline.last;
    for (let moment = Math.max(this.last + 1, this.timeline.first); moment < newest; moment++) {
      this.values[moment % MOMENTS] = this.missing;
    }
    this.values[newest % MOMENTS] = value;
    this.last = newest;
  }

  at(moment) {
    return moment > this.last || moment < this.timeline.first
      ? this.missing
      : this.values[moment % MOMENTS];
  }

  get isForgotten() {
    return this.last < this.timeline.first;
  }

  get newest() {
    return this.at(this.timeline.last);
  }

  /** Points of a line: time, value. */
  points() {
    const points = [];
    for (let moment = this.timeline.first; moment <= this.timeline.last; moment++) {
      points.push([this.timeline.time(moment), this.at(moment)]);
    }
    return points;
  }

  /**
   * Points of a line: time, growth a second since the moment before. A counter that began anew
   * makes a gap.
   */
  rates() {
    const points = [];
    for (let moment = this.timeline.first + 1; moment <= this.timeline.last; moment++) {
      const grown = this.at(moment) - this.at(moment - 1);
      const seconds = this.timeline.time(moment) - this.timeline.time(moment - 1);
      points.push([this.timeline.time(moment), grown >= 0 ? grown / seconds : NaN]);
    }
    return points;
  }

  get rate() {
    const last = this.timeline.last;
    const grown = this.at(last) - this.at(last - 1);
    return grown >= 0 ? grown / (this.timeline.time(last) - this.timeline.time(last - 1)) : NaN;
  }

  /** What came within the last seconds up to a moment, or null. For distributions. */
  grownWithin(moment, seconds) {
    const now = this.at(moment);
    if (!now) {
      return null;
    }
    let from = null;
    for (let earlier = moment - 1; earlier >= this.timeline.first && this.at(earlier); earlier--) {
      from = this.at(earlier);
      if (this.timeline.time(moment) - this.timeline.time(earlier) >= seconds) {
        break;
      }
    }
    return from && now.since(from);
  }
}
