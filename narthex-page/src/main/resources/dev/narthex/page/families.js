"use strict";

/** MetricType of io.prometheus.client, in words, by number. */
const TYPE_NAMES = ["counter", "gauge", "summary", "untyped", "histogram", "gauge histogram"];

/** The fields of Metric that hold its value: gauge, counter, summary, untyped, histogram. */
const VALUE_FIELDS = new Set([2, 3, 4, 5, 7]);

/**
 * One MetricFamily (io.prometheus.client, delimited). Its head is read at once, its series only
 * when somebody asks: of a hundred thousand, a page shows a few.
 */
class Family {
  constructor(reader, start, end) {
    this.reader = reader;
    this.name = "";
    this.help = "";
    this.unit = "";
    this.type = TYPE_NAMES[0];
    this.stretches = []; // start and end of each series
    reader.enter(start, end);
    while (reader.next()) {
      switch (reader.field) {
        case 1:
          this.name = reader.string();
          break;
        case 2:
          this.help = reader.string();
          break;
        case 3:
          this.type = TYPE_NAMES[reader.varint()] ?? "untyped";
          break;
        case 4: {
          const seriesEnd = reader.stretch();
          this.stretches.push(reader.at, seriesEnd);
          reader.at = seriesEnd;
          break;
        }
        case 5:
          this.unit = reader.string();
          break;
        default:
          reader.skip();
      }
    }
    this.kind = kindOf(this);
  }

  get size() {
    return this.stretches.length / 2;
  }

  enter(index) {
    this.reader.enter(this.stretches[2 * index], this.stretches[2 * index + 1]);
    return this.reader;
  }

  /** The labels of a series, each a pair of name and value. */
  labels(index) {
    const reader = this.enter(index);
    const metricEnd = reader.end;
    const labels = [];
    while (reader.next()) {
      if (reader.field !== 1) {
        reader.skip();
        continue;
      }
      const end = reader.stretch();
      const label = ["", ""];
      reader.end = end;
      while (reader.next()) {
        if (reader.field === 1 || reader.field === 2) {
          label[reader.field - 1] = reader.string();
        } else {
          reader.skip();
        }
      }
      reader.end = metricEnd;
      labels.push(label);
    }
    return labels;
  }

  /**
   * The number of a counter, a gauge or an untyped metric; of a summary or histogram, its count.
   */
  value(index) {
    const reader = this.enterValue(index);
    while (reader.next()) {
      if (reader.field === 1) {
        return reader.type === WIRE_FIXED64 ? reader.double() : reader.varint();
      }
      reader.skip();
    }
    return 0;
  }

  /** Goes to the message that holds the value of a series, whichever type it has. */
  enterValue(index) {
    const reader = this.enter(index);
    while (reader.next()) {
      if (VALUE_FIELDS.has(reader.field)) {
        const end = reader.stretch();
        reader.enter(reader.at, end);
        break;
      }
      reader.skip();
    }
    return reader;
  }
}

/**
 * Protobuf has no type for facts and for states: both come as gauges, and are known by how
 * OpenMetrics writes them.
 */
function kindOf(family) {
  if (family.type !== "gauge" || family.size === 0) {
    return family.type;
  }
  const labels = family.labels(0);
  if (family.name.endsWith("_info") && labels.length > 0 && family.value(0) === 1) {
    return "info";
  }
  const value = family.value(0);
  return labels.some(([name]) => name === family.name) && (value === 0 || value === 1)
    ? "state set"
    : "gauge";
}

/** All families of an answer in delimited protobuf. */
function readFamilies(buffer) {
  const reader = new WireReader(new Uint8Array(buffer));
  const families = [];
  let at = 0;
  while (at < reader.bytes.length) {
    reader.enter(at, reader.bytes.length);
    const end = reader.stretch();
    families.push(new Family(reader, reader.at, end));
    at = end;
  }
  return families;
}
