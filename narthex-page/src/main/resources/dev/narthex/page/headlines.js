"use strict";

/**
 * What a closed family says at its right: the figure that matters most, and one or two beside it.
 */
function headline(record, now) {
  const {family, kind} = record;
  const unit = unitOf(family);
  switch (kind) {
    case "counter":
      return [perSecond(record.total.rate, unit), `${withUnit(record.total.newest, unit)} in all`];
    case "histogram":
      return [perSecond(record.total.rate, ""), quantileText(record, unit)];
    case "gauge histogram":
      return [withUnit(record.total.newest, ""), "values now"];
    case "summary":
      return [perSecond(record.total.rate, ""), quantileText(record, unit)];
    case "state set":
      return [states(family), ""];
    case "info":
      return ["", ""];
    default:
      return gaugeHeadline(record, unit, now);
  }
}

function gaugeHeadline({family, low, high}, unit, now) {
  if (family.size === 0) {
    return ["–", ""];
  }
  if (family.size > 1 && low.newest !== high.newest) {
    const [from, to] = [low.newest, high.newest].map(value => withUnit(value, unit));
    return [`${from} … ${to}`, "lowest … highest"];
  }
  const value = family.value(0);
  return isMoment(family, value)
    ? [ago(value, now), new Date(value * 1000).toLocaleString()]
    : [Number.isNaN(value) ? "NaN" : withUnit(value, unit), ""];
}

function quantileText(record, unit) {
  const quantiles = newestQuantiles(record.whole, record.isHistogram);
  const shown = quantiles.filter(([, value]) => !Number.isNaN(value)).slice(-1);
  return shown.map(([share, value]) => `${quantileName(share)} ${withUnit(value, unit)}`).join("");
}

function quantileName(share) {
  return "p" + DIGITS.format(100 * share);
}

/**
 * The quantiles of what was observed of late: a summary brings its own, a histogram's are
 * estimated.
 */
function newestQuantiles(track, isHistogram) {
  const newest = track.newest;
  if (!newest) {
    return [];
  }
  if (!isHistogram) {
    return newest.quantiles;
  }
  const grown = track.grownWithin(track.timeline.last, QUANTILE_SECONDS);
  const buckets = grown ? bucketsOf(grown) : [];
  return SHOWN_QUANTILES.map(share => [share, quantile(share, buckets)]);
}

/** The states of a state set, or of several together, that hold. */
function states(family) {
  let holding = 0;
  for (let i = 0; i < family.size; i++) {
    holding += family.value(i);
  }
  return `${WHOLE.format(holding)} of ${WHOLE.format(family.size)} hold`;
}

/**
 * Series that are told by their labels on the line of the family: facts of an info, states of a
 * state set.
 */
const MAX_FACTS = 8;

/** Facts as name, value and whether it is a state that holds; none if they are too many. */
function factsOf(family, kind) {
  if (kind === "info" && family.size === 1) {
    return family.labels(0).map(([name, value]) => [name, value, false]);
  }
  if (kind !== "state set" || family.size > MAX_FACTS) {
    return [];
  }
  const facts = [];
  for (let i = 0; i < family.size; i++) {
    const labels = family.labels(i);
    const holds = family.value(i) === 1;
    const state = labels.find(([name]) => name === family.name)?.[1] ?? "";
    const others = labels.filter(([name]) => name !== family.name).map(([, value]) => value + " ");
    facts.push([others.join("") + (holds ? "●" : "○"), state, holds]);
  }
  return facts;
}

/** The small chart of a closed family. */
function drawHeadline(canvas, record) {
  const {timeline, kind, family} = record;
  if (kind === "counter") {
    drawSparkline(canvas, timeline, [record.total.rates()], {fromZero: true});
  } else if (record.isHistogram) {
    drawHeat(canvas, timeline, heatOf(record.whole, {standing: kind === "gauge histogram"}));
  } else if (kind === "summary" && record.whole.newest?.quantiles.length > 0) {
    drawSparkline(canvas, timeline, quantileLines(record.whole, false).lines);
  } else if (kind === "summary") {
    drawSparkline(canvas, timeline, [record.total.rates()], {fromZero: true});
  } else if (family.size > 1) {
    drawSparkline(canvas, timeline, [record.low.points(), record.high.points()], {band: true});
  } else {
    drawSparkline(canvas, timeline, [record.total.points()]);
  }
}

/** Quantiles over time, a line for each, with their shares of 1. */
function quantileLines(track, isHistogram) {
  const {timeline} = track;
  const shares = isHistogram
    ? SHOWN_QUANTILES
    : (track.newest?.quantiles ?? []).map(([share]) => share).slice(0, LINE_COLOURS);
  const lines = shares.map(() => []);
  for (let moment = timeline.first; moment <= timeline.last; moment++) {
    const time = timeline.time(moment);
    const grown = isHistogram ? track.grownWithin(moment, QUANTILE_SECONDS) : track.at(moment);
    const buckets = isHistogram && grown ? bucketsOf(grown) : [];
    shares.forEach((share, at) => {
      lines[at].push([
        time,
        isHistogram ? quantile(share, buckets) : (grown?.quantiles[at]?.[1] ?? NaN),
      ]);
    });
  }
  return {shares, lines};
}
