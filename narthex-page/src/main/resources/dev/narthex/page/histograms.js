"use strict";

function readSummary(family, index) {
  const reader = family.enterValue(index);
  const end = reader.end;
  const read = new Distribution();
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        read.count = reader.varint();
        break;
      case 2:
        read.sum = reader.double();
        break;
      case 3: {
        const quantile = [0, NaN];
        reader.end = reader.stretch();
        while (reader.next()) {
          if (reader.field === 1 || reader.field === 2) {
            quantile[reader.field - 1] = reader.double();
          } else {
            reader.skip();
          }
        }
        reader.end = end;
        read.quantiles.push(quantile);
        break;
      }
      default:
        reader.skip();
    }
  }
  return read;
}

function readHistogram(family, index) {
  const reader = family.enterValue(index);
  const end = reader.end;
  const read = new Distribution();
  const bounds = [],
    cumulative = [];
  const native = {schema: 0, threshold: 0, zero: 0};
  const spans = {positive: [], negative: []};
  const deltas = {positive: [], negative: []},
    counts = {positive: [], negative: []};
  let hasSchema = false;
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        read.count = reader.varint();
        break;
      case 2:
        read.sum = reader.double();
        break;
      case 3: {
        reader.end = reader.stretch();
        const [bound, count] = readBucket(reader);
        reader.end = end;
        bounds.push(bound);
        cumulative.push(count);
        break;
      }
      case 4:
        read.count = reader.double() || read.count;
        break;
      case 5:
        native.schema = reader.zigzag();
        hasSchema = true;
        break;
      case 6:
        native.threshold = reader.double();
        break;
      case 7:
        native.zero = reader.varint();
        break;
      case 8:
        native.zero = reader.double() || native.zero;
        break;
      case 9:
      case 12: {
        const side = reader.field === 9 ? spans.negative : spans.positive;
        reader.end = reader.stretch();
        side.push(readSpan(reader));
        reader.end = end;
        break;
      }
      case 10:
        reader.each(reader.zigzag, delta => deltas.negative.push(delta));
        break;
      case 11:
        reader.each(reader.double, count => counts.negative.push(count));
        break;
      case 13:
        reader.each(reader.zigzag, delta => deltas.positive.push(delta));
        break;
      case 14:
        reader.each(reader.double, count => counts.positive.push(count));
        break;
      default:
        reader.skip();
    }
  }
  if (bounds.length > 0) {
    read.classic = classicOf(bounds, cumulative, read.count);
  }
  // As in Prometheus, spans or a zero bucket make a histogram native; a schema alone may be 0.
  if (
    hasSchema &&
    (spans.positive.length + spans.negative.length > 0 || native.threshold > 0 || native.zero > 0)
  ) {
    native.positive = byIndex(spans.positive, deltas.positive, counts.positive);
    native.negative = byIndex(spans.negative, deltas.negative, counts.negative);
    read.native = native;
  }
  return read;
}

function readBucket(reader) {
  let bound = 0,
    count = 0;
  while (reader.next()) {
    if (reader.field === 1) {
      count = reader.varint();
    } else if (reader.field === 2) {
      bound = reader.double();
    } else if (reader.field === 4) {
      count = reader.double() || count;
    } else {
      reader.skip();
    }
  }
  return [bound, count];
}

function readSpan(reader) {
  const span = [0, 0];
  while (reader.next()) {
    if (reader.field === 1) {
      span[0] = reader.zigzag();
    } else if (reader.field === 2) {
      span[1] = reader.varint();
    } else {
      reader.skip();
    }
  }
  return span;
}

/** Buckets come cumulative, and the last, without a bound, may be left out. */
function classicOf(bounds, cumulative, count) {
  if (bounds[bounds.length - 1] !== Infinity) {
    bounds.push(Infinity);
    cumulative.push(count);
  }
  return {
    bounds,
    counts: cumulative.map((total, at) => total - (at === 0 ? 0 : cumulative[at - 1])),
  };
}

/**
 * The first span's offset is an index, each other one a gap; counts are deltas unless they are
 * floats.
 */
function byIndex(spans, deltas, floats) {
  const counts = new Map();
  let index = 0,
    next = 0,
    count = 0;
  for (const [offset, length] of spans) {
    index += offset;
    for (let i = 0; i < length; i++, index++, next++) {
      count = floats.length > 0 ? floats[next] : count + deltas[next];
      if (count !== 0) {
        counts.set(index, count);
      }
    }
  }
  return counts;
}
