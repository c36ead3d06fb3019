"use strict";

const DIGITS = new Intl.NumberFormat("en", {maximumSignificantDigits: 4});
const SHORT = new Intl.NumberFormat("en", {maximumSignificantDigits: 3});
const WHOLE = new Intl.NumberFormat("en", {maximumFractionDigits: 0});
const COMPACT = new Intl.NumberFormat("en", {notation: "compact", maximumSignificantDigits: 3});

const SECONDS = [
  [86400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
  [1e-3, "ms"],
  [1e-6, "µs"],
  [1e-9, "ns"],
];
const BYTES = [
  [2 ** 40, "TiB"],
  [2 ** 30, "GiB"],
  [2 ** 20, "MiB"],
  [2 ** 10, "KiB"],
  [1, "B"],
];
const SIGNS = {
  celsius: "°C",
  volts: "V",
  amperes: "A",
  meters: "m",
  metres: "m",
  grams: "g",
  joules: "J",
  watts: "W",
  hertz: "Hz",
};

/** The base units that names end with, where a family does not say its unit. */
const UNIT_IN_NAME =
  /_(seconds|bytes|ratio|celsius|volts|amperes|meters|metres|grams|joules|watts|hertz)(_total)?$/;

function unitOf(family) {
  return family.unit || (UNIT_IN_NAME.exec(family.name)?.[1] ?? "");
}

/** Whether a value is a moment, in seconds since 1970. */
function isMoment(family, value) {
  return /(timestamp|start_time|created)_seconds$/.test(family.name) && value > 1e8 && value < 1e11;
}

/** A number with its unit as a person reads it: 240 ms, 1.5 MiB, 12 %, 1,234. */
function withUnit(value, unit) {
  if (!Number.isFinite(value)) {
    return odd(value);
  }
  switch (unit) {
    case "seconds":
      return scaled(value, SECONDS);
    case "bytes":
      return scaled(value, BYTES);
    case "ratio":
      return SHORT.format(100 * value) + "\u202f%";
    default:
      return plain(value) + (SIGNS[unit] ? "\u202f" + SIGNS[unit] : "");
  }
}

function scaled(value, steps) {
  const size = Math.abs(value);
  const [step, sign] = steps.find(([at]) => size >= at) ?? steps[steps.length - 1];
  return value === 0
    ? "0\u202f" + steps.find(([at]) => at === 1)[1]
    : SHORT.format(value / step) + "\u202f" + sign;
}

function plain(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) {
    return odd(value);
  }
  if (size >= 1e9) {
    return COMPACT.format(value);
  }
  if (size !== 0 && size < 1e-4) {
    return value.toExponential(2).replace("e-", "e−");
  }
  return size >= 1000 ? WHOLE.format(value) : DIGITS.format(value);
}

/** No number: nothing to show yet is a dash, a NaN that was sent is told by the caller. */
function odd(value) {
  return Number.isNaN(value) ? "–" : value > 0 ? "+∞" : "−∞";
}

/** How fast something grows. */
function perSecond(rate, unit) {
  switch (unit) {
    case "bytes":
    case "ratio":
      return withUnit(rate, unit) + "/s";
    default:
      return (
        (Math.abs(rate) < 1000 ? SHORT.format(rate).replace("NaN", "–") : plain(rate)) +
        (unit === "seconds" ? "\u202fs/s" : "/s")
      );
  }
}

/** How long ago a moment was, or how far it is ahead: 2 h 5 min ago. */
function ago(seconds, now) {
  const distance = Math.abs(now - seconds);
  const at = SECONDS.findIndex(([step]) => distance >= step && step >= 1);
  const [step, sign] = SECONDS[at < 0 ? 3 : at];
  const [smaller, smallerSign] = SECONDS[at < 0 ? 3 : at + 1];
  let text = `${Math.floor(distance / step)}\u202f${sign}`;
  if (step > 1) {
    text += ` ${Math.floor((distance % step) / smaller)}\u202f${smallerSign}`;
  }
  return seconds > now ? "in " + text : text + " ago";
}

/** A bound of a bucket, short enough for an axis. */
function bound(value, unit) {
  return value === Infinity ? "+∞" : value === -Infinity ? "−∞" : withUnit(value, unit);
}
