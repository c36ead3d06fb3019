"use strict";

/** Rows of a heat map at most; a finer native histogram is drawn coarser. */
const MAX_ROWS = 48;

/**
 * What came between two moments, in rows of buckets that all columns share. Rows go from small
 * values to large ones; each knows its upper bound.
 */
function heatOf(track, {standing = false} = {}) {
  const timeline = track.timeline;
  const columns = [];
  for (let moment = timeline.first + (standing ? 0 : 1); moment <= timeline.last; moment++) {
    const now = track.at(moment);
    const grown = standing ? now : now && track.at(moment - 1) && now.since(track.at(moment - 1));
    if (grown) {
      const from = timeline.time(Math.max(timeline.first, moment - 1));
      columns.push({from, to: timeline.time(moment), grown});
    }
  }
  const newest = track.newest;
  return newest?.native ? nativeHeat(columns) : classicHeat(columns, newest?.classic);
}

function classicHeat(columns, newest) {
  if (!newest) {
    return null;
  }
  const cells = [];
  for (const {from, to, grown} of columns) {
    if (grown.classic && sameBounds(grown.classic, newest)) {
      grown.classic.counts.forEach((count, row) => count > 0 && cells.push({from, to, row, count}));
    }
  }
  return {rows: newest.bounds.map(upper => ({upper})), cells};
}

function nativeHeat(columns) {
  const native = columns
    .map(({from, to, grown}) => ({from, to, counts: grown.native}))
    .filter(one => one.counts);
  let schema = Math.min(...native.map(({counts}) => counts.schema));
  if (native.length === 0) {
    return {rows: [], cells: []};
  }
  let sides;
  for (;;) {
    const at = native.map(one => ({...one, counts: atSchema(one.counts, schema)}));
    sides = {at, positive: extent(at, "positive"), negative: extent(at, "negative")};
    if (sides.positive.size + sides.negative.size <= MAX_ROWS) {
      break;
    }
    schema--;
  }
  const {at, positive, negative} = sides;
  const zeroRow = negative.size;
  const hasZero = at.some(({counts}) => counts.zero > 0);
  const positiveRow = zeroRow + (hasZero ? 1 : 0);
  const rows = [];
  for (let index = negative.last; index >= negative.first; index--) {
    rows.push({upper: -nativeBound(schema, index - 1)});
  }
  if (hasZero) {
    rows.push({upper: 0});
  }
  for (let index = positive.first; index <= positive.last; index++) {
    rows.push({upper: nativeBound(schema, index)});
  }
  const cells = [];
  for (const {from, to, counts} of at) {
    counts.negative.forEach((count, index) =>
      cells.push({from, to, row: negative.last - index, count})
    );
    counts.positive.forEach((count, index) =>
      cells.push({from, to, row: positiveRow + index - positive.first, count})
    );
    if (counts.zero > 0) {
      cells.push({from, to, row: zeroRow, count: counts.zero});
    }
  }
  return {rows, cells};
}

/** The lowest and the highest bucket that any column fills. */
function extent(columns, side) {
  let first = Infinity,
    last = -Infinity;
  for (const {counts} of columns) {
    for (const index of counts[side].keys()) {
      first = Math.min(first, index);
      last = Math.max(last, index);
    }
  }
  return {first, last, size: first > last ? 0 : last - first + 1};
}

/** Draws time from left to right, values upwards, and how many there were as colour. */
function drawHeat(canvas, timeline, heat, {format = null} = {}) {
  const on = canvasOn(canvas);
  if (!on) {
    return;
  }
  const {context, width, height} = on;
  const left = format ? AXIS_LEFT : 2,
    right = width - (format ? 4 : 2);
  const top = format ? AXIS_TOP : 2,
    bottom = height - (format ? AXIS_BOTTOM : 2);
  const x = timeScale(timeline, left, right);
  if (heat && heat.rows.length > 0) {
    const high = (bottom - top) / heat.rows.length;
    const y = row => bottom - row * high;
    const most = heat.cells.reduce(
      (max, {count, from, to}) => Math.max(max, count / (to - from || 1)),
      0
    );
    for (const {from, to, row, count} of heat.cells) {
      context.fillStyle = palette.heatAt(Math.sqrt(count / (to - from || 1) / most));
      const start = Math.round(x(from)),
        end = Math.max(start + 1, Math.round(x(to)));
      const upper = Math.round(y(row + 1)),
        lower = Math.max(upper + 1, Math.round(y(row)));
      context.fillRect(start, upper, end - start, lower - upper);
    }
    if (format) {
      drawBounds(context, heat.rows, y, format, width);
    }
  }
  if (format) {
    drawTimes(context, timeline, x, height, width);
  }
}

/** Names as many bounds as there is room for. */
function drawBounds(context, rows, y, format, width) {
  context.fillStyle = palette.text;
  context.strokeStyle = palette.grid;
  context.textAlign = "right";
  context.textBaseline = "middle";
  const every = Math.max(1, Math.ceil((rows.length * 16) / Math.max(1, y(0) - y(rows.length))));
  for (let row = every - 1; row < rows.length; row += every) {
    const at = Math.round(y(row + 1)) + 0.5;
    context.globalAlpha = 0.5;
    context.beginPath();
    context.moveTo(AXIS_LEFT, at);
    context.lineTo(width, at);
    context.stroke();
    context.globalAlpha = 1;
    context.fillText(format(rows[row].upper), AXIS_LEFT - 8, at);
  }
}
