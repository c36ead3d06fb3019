"use strict";

/** Where times lie on a chart: the newest at the right edge. */
function timeScale(timeline, left, right) {
  const newest = timeline.last < 0 ? 0 : timeline.time(timeline.last);
  const span = timeline.span();
  return time => right - ((newest - time) / span) * (right - left);
}

/**
 * An axis of values: where a value lies, from 0 to 1, and the round values to name. It begins at 0
 * unless the values are far from it, when a change would not be seen; where they lie powers of ten
 * apart, it may be logarithmic.
 */
function valueAxis(lines, {fromZero = false, inBytes = false, mayBeLogarithmic = false} = {}) {
  let low = Infinity,
    high = -Infinity;
  for (const points of lines) {
    for (const [, value] of points) {
      if (Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  if (low > high) {
    return null;
  }
  if (mayBeLogarithmic && low > 0 && high / low > LOGARITHMIC_FROM) {
    return logarithmicAxis(low, high);
  }
  if (fromZero || (low >= 0 && low <= high * 0.6)) {
    low = Math.min(0, low);
  }
  if (low === high) {
    low -= Math.abs(low) / 10;
    high += Math.abs(high) / 10 || 1;
  } else {
    high += (high - low) * 0.05;
  }
  return {place: value => (value - low) / (high - low), ticks: ticks(low, high, inBytes)};
}

/** How many times the smallest value the largest is before a logarithmic axis is worth it. */
const LOGARITHMIC_FROM = 20;

function logarithmicAxis(low, high) {
  const from = Math.log10(low) - 0.05,
    to = Math.log10(high) + 0.05;
  const named = [];
  const every = Math.ceil((to - from) / MAX_TICKS);
  for (let power = Math.ceil(from); power <= to; power += every) {
    named.push(10 ** power);
  }
  return {place: value => (Math.log10(value) - from) / (to - from), ticks: named};
}

/** Values that are named on an axis at most. */
const MAX_TICKS = 6;

/** Two to four round values within a range; bytes are round as powers of two. */
function ticks(low, high, inBytes) {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = inBytes
    ? 2 ** Math.ceil(Math.log2(rough))
    : [1, 2, 5, 10].map(digit => digit * power).find(size => size >= rough);
  const first = Math.ceil(low / step);
  return Array.from({length: MAX_TICKS}, (_, at) => (first + at) * step).filter(at => at <= high);
}

/** Writes below a chart how long ago it was. */
function drawTimes(context, timeline, x, height, width) {
  const newest = timeline.last < 0 ? 0 : timeline.time(timeline.last);
  const span = timeline.span();
  const step = [30, 60, 120, 300, 600].find(seconds => span / seconds <= 3);
  context.fillStyle = palette.text;
  context.textBaseline = "alphabetic";
  for (let back = 0; back <= span; back += step) {
    const label = back === 0 ? "now" : back % 60 === 0 ? `−${back / 60} min` : `−${back} s`;
    const at = x(newest - back);
    context.textAlign = back === 0 ? "right" : at < AXIS_LEFT + 20 ? "left" : "center";
    context.fillText(label, back === 0 ? width - 2 : at, height - 4);
  }
}
