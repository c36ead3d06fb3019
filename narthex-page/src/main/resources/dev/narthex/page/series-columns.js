"use strict";

/** What stands in the columns of figures. */
function columnsOf(record) {
  const {family, kind} = record;
  const unit = unitOf(family);
  const countRate = one => rateOfCount(one.track);
  switch (kind) {
    case "counter":
      return [
        {
          title: "rate",
          text: one => perSecond(one.track.rate, unit),
          exact: one => `${one.track.rate} per second`,
        },
        {
          title: "total",
          text: one => withUnit(one.track.newest, unit),
          exact: one => String(one.track.newest),
        },
      ];
    case "histogram":
      return [
        {title: "rate", text: one => perSecond(countRate(one), "")},
        ...SHOWN_QUANTILES.map((share, at) => ({
          title: quantileName(share),
          text: one => withUnit(newestQuantiles(one.track, true)[at]?.[1] ?? NaN, unit),
        })),
        {
          title: "count",
          text: one => plain(one.track.newest.count),
          exact: one => String(one.track.newest.count),
        },
      ];
    case "summary":
      return [
        {title: "rate", text: one => perSecond(countRate(one), "")},
        {title: "mean", text: one => withUnit(one.track.newest.sum / one.track.newest.count, unit)},
        ...(record.shown[0]?.track.newest?.quantiles ?? []).slice(0, 4).map(([share], at) => ({
          title: quantileName(share),
          text: one => withUnit(one.track.newest.quantiles[at]?.[1] ?? NaN, unit),
        })),
        {
          title: "count",
          text: one => plain(one.track.newest.count),
          exact: one => String(one.track.newest.count),
        },
      ];
    case "gauge histogram":
      return [
        {title: "count", text: one => plain(one.track.newest.count)},
        {title: "sum", text: one => withUnit(one.track.newest.sum, unit)},
      ];
    case "info":
      return [];
    case "state set":
      return [{title: "holds", text: one => (one.track.newest === 1 ? "yes" : "no")}];
    default:
      return [
        {
          title: "value",
          text: (one, now) => {
            const value = one.track.newest;
            return Number.isNaN(value)
              ? "NaN"
              : isMoment(family, value)
                ? ago(value, now)
                : withUnit(value, unit);
          },
          exact: one => String(one.track.newest),
        },
      ];
  }
}

function rateOfCount(track) {
  const {timeline} = track;
  const now = track.newest,
    before = track.at(timeline.last - 1);
  const grown = now && before ? now.count - before.count : NaN;
  return grown >= 0
    ? grown / (timeline.time(timeline.last) - timeline.time(timeline.last - 1))
    : NaN;
}

/** Labels, as text that cannot become anything else. */
function labelsElement(labels) {
  const place = element("span", {class: "labels"});
  for (const [name, value] of labels) {
    const [left, right] = [
      element("span", {class: "label-name"}, name),
      element("span", {class: "label-value"}, value),
    ];
    place.append(place.firstChild ? " " : "", element("span", {class: "label"}, left, "=", right));
  }
  if (labels.length === 0) {
    place.append(element("span", {class: "label-name"}, "no labels"));
  }
  return place;
}
