"use strict";

/** Readies a canvas for its size on the screen; null if it is not shown. */
function canvasOn(canvas) {
  const width = canvas.clientWidth,
    height = canvas.clientHeight;
  if (width === 0 || height === 0) {
    return null;
  }
  const density = window.devicePixelRatio || 1;
  const wide = Math.round(width * density),
    high = Math.round(height * density);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = "11px system-ui, sans-serif";
  context.lineJoin = "round";
  return {context, width, height};
}

/** Draws a line, with gaps where there is no value. */
function drawLine(context, points, x, y) {
  context.beginPath();
  let drawing = false;
  for (const [time, value] of points) {
    if (!Number.isFinite(value)) {
      drawing = false;
    } else if (drawing) {
      context.lineTo(x(time), y(value));
    } else {
      context.moveTo(x(time), y(value));
      drawing = true;
    }
  }
  context.stroke();
}

/** A chart the size of a word: no axes, and a dot at the newest value. */
function drawSparkline(canvas, timeline, lines, {fromZero = false, band = false} = {}) {
  const on = canvasOn(canvas);
  const axis = valueAxis(lines, {fromZero});
  if (!on || !axis) {
    return;
  }
  const {context, width, height} = on;
  const x = timeScale(timeline, 2, width - 4);
  const y = value => height - 3 - axis.place(value) * (height - 6);
  if (band) {
    drawBand(context, lines[0], lines[1], x, y);
  }
  lines.forEach((points, at) => {
    context.strokeStyle = palette.lines[band ? 0 : at % LINE_COLOURS];
    context.lineWidth = band ? 1 : 1.5;
    drawLine(context, points, x, y);
    const [time, value] = points[points.length - 1] ?? [0, NaN];
    if (Number.isFinite(value)) {
      context.fillStyle = context.strokeStyle;
      context.beginPath();
      context.arc(x(time), y(value), 2, 0, 2 * Math.PI);
      context.fill();
    }
  });
}

/** Fills what lies between the lowest and the highest of many series. */
function drawBand(context, low, high, x, y) {
  const there = ([, value]) => Number.isFinite(value);
  const edge = [...low.filter(there), ...high.filter(there).reverse()];
  context.fillStyle = palette.band;
  context.beginPath();
  edge.forEach(([time, value]) => context.lineTo(x(time), y(value)));
  context.fill();
}

/** A chart with axes. The space at the left is for labels of the values. */
const AXIS_LEFT = 64,
  AXIS_BOTTOM = 18,
  AXIS_TOP = 8;

function drawChart(canvas, timeline, lines, {format, ...kind}) {
  const on = canvasOn(canvas);
  if (!on) {
    return;
  }
  const {context, width, height} = on;
  const axis = valueAxis(lines, kind) ?? {place: () => 0, ticks: []};
  const bottom = height - AXIS_BOTTOM;
  const x = timeScale(timeline, AXIS_LEFT, width - 4);
  const y = value => bottom - axis.place(value) * (bottom - AXIS_TOP);
  context.lineWidth = 1;
  context.strokeStyle = palette.grid;
  context.fillStyle = palette.text;
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of axis.ticks) {
    context.beginPath();
    context.moveTo(AXIS_LEFT, Math.round(y(value)) + 0.5);
    context.lineTo(width, Math.round(y(value)) + 0.5);
    context.stroke();
    context.fillText(format(value), AXIS_LEFT - 8, y(value));
  }
  drawTimes(context, timeline, x, height, width);
  lines.forEach((points, at) => {
    context.strokeStyle = palette.lines[at % LINE_COLOURS];
    context.lineWidth = 1.75;
    drawLine(context, points, x, y);
  });
}
