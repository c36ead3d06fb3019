"use strict";

/**
 * What a summary, a histogram or several histograms together counted up to one moment.
 *
 * The classic part has upper bounds and the count of each bucket alone; the native part has schema,
 * zero threshold and the counts by index, and is the finer view where both are. Either may be null.
 */
class Distribution {
  constructor() {
    this.count = 0;
    this.sum = 0;
    this.quantiles = [];
    this.classic = null;
    this.native = null;
  }

  /** Counts what another one counted, too. Bounds that differ cannot be added, and leave none. */
  add(other) {
    this.count += other.count;
    this.sum += other.sum;
    const {classic, native} = this;
    this.native = native && other.native && addNative(native, other.native, 1);
    this.classic =
      classic && other.classic && sameBounds(classic, other.classic)
        ? addClassic(classic, other.classic, 1)
        : null;
    return this;
  }

  /** What came since an earlier moment, or null if the counting began anew in between. */
  since(earlier) {
    if (this.count < earlier.count) {
      return null;
    }
    const grown = new Distribution();
    grown.count = this.count - earlier.count;
    grown.sum = this.sum - earlier.sum;
    if (this.native && earlier.native) {
      grown.native = addNative(this.native, earlier.native, -1);
    }
    if (this.classic && earlier.classic && sameBounds(this.classic, earlier.classic)) {
      grown.classic = addClassic(this.classic, earlier.classic, -1);
    }
    return grown;
  }
}

function sameBounds(one, other) {
  return (
    one.bounds.length === other.bounds.length &&
    one.bounds.every((bound, at) => bound === other.bounds[at])
  );
}

function addClassic(one, other, sign) {
  return {
    bounds: one.bounds,
    counts: one.counts.map((count, at) => Math.max(0, count + sign * other.counts[at])),
  };
}

/** Adds or subtracts at the coarser of both resolutions, with the wider of both zero buckets. */
function addNative(one, other, sign) {
  const schema = Math.min(one.schema, other.schema);
  const left = atSchema(one, schema),
    right = atSchema(other, schema);
  const sum = (a, b) => {
    const counts = new Map(a);
    for (const [index, count] of b) {
      const total = (counts.get(index) ?? 0) + sign * count;
      if (total > 0) {
        counts.set(index, total);
      } else {
        counts.delete(index); // moved into a zero bucket that became wider
      }
    }
    return counts;
  };
  return {
    schema,
    threshold: Math.max(one.threshold, other.threshold),
    zero: Math.max(0, one.zero + sign * other.zero),
    positive: sum(left.positive, right.positive),
    negative: sum(left.negative, right.negative),
  };
}

/** The same in a coarser schema: each step down makes one bucket of two. */
function atSchema(native, schema) {
  if (native.schema === schema) {
    return native;
  }
  const factor = 2 ** (native.schema - schema);
  const coarser = counts => {
    const merged = new Map();
    for (const [index, count] of counts) {
      const to = Math.ceil(index / factor);
      merged.set(to, (merged.get(to) ?? 0) + count);
    }
    return merged;
  };
  return {
    ...native,
    schema,
    positive: coarser(native.positive),
    negative: coarser(native.negative),
  };
}

/** The upper bound of a native bucket; the lower one is that of the bucket before. */
function nativeBound(schema, index) {
  return 2 ** (index * 2 ** -schema);
}
