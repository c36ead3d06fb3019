package dev.narthex.testing.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Puts expositions together from what their formats are made of, mostly as they may be. */
final class FuzzGrammar {

  /** What texts are made of, and numbers and characters at the edge of what is allowed. */
  static final List<String> TOKENS = List.of(
      "# HELP a ",
      "# TYPE a counter\n",
      "# TYPE a histogram\n",
      "# TYPE a summary\n",
      "# UNIT a ",
      "# EOF\n",
      "# EOF",
      "\n",
      "\r\n",
      " ",
      "\t",
      "{",
      "}",
      ",",
      "=",
      "\"",
      "\\",
      "\\\"",
      "\\n",
      "#",
      " # {x=\"y\"} 1",
      "a_total",
      "_bucket",
      "_count",
      "_sum",
      "_created",
      "_gcount",
      "_gsum",
      "_info",
      "le=\"+Inf\"",
      "le=\"1\"",
      "quantile=\"0.5\"",
      "__name__=\"x\"",
      "NaN",
      "+Inf",
      "-Inf",
      "1e400",
      "1e-400",
      "-0",
      "9223372036854775807",
      "-9223372036854775808",
      "18446744073709551616",
      "0x1p3",
      "1_0",
      "1d",
      ".",
      "1.",
      ".5",
      "\u0000",
      "\u00e9",
      "\ud83d\ude31",
      "\ufeff",
      "{\"a.b\"} 1\n");

  private static final List<String> NAMES =
      List.of("a", "b_total", "c_seconds", "d.e", "f g", "h:i", "x_count", "x", "x_info", "\u82b1");

  private static final List<String> NUMBERS = List.of(
      "0",
      "1",
      "2",
      "3.5",
      "-1",
      "1e3",
      "NaN",
      "+Inf",
      "-Inf",
      "1e-320",
      "9007199254740993",
      "0.1",
      "1.7976931348623157e+308");

  private static final List<String> BOUNDS = List.of("-1", "0", "0.5", "1", "2.5", "1e3", "+Inf");

  private static final List<String> TYPES =
      List.of("counter", "gauge", "histogram", "summary", "untyped", "gaugehistogram");

  private static final List<String> OPENMETRICS_TYPES = List.of(
      "counter", "gauge", "histogram", "summary", "unknown", "info", "stateset", "gaugehistogram");

  private final Random random;

  FuzzGrammar(Random random) {
    this.random = random;
  }

  byte[] exposition(Reading format) {
    return switch (format) {
      case TEXT -> text(false).getBytes(UTF_8);
      case OPENMETRICS -> (text(true) + "# EOF\n").getBytes(UTF_8);
      case PROTOBUF -> protobuf();
    };
  }

  private String text(boolean openMetrics) {
    StringBuilder out = new StringBuilder();
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    for (String name : names.subList(0, 1 + random.nextInt(4))) {
      family(out, name, openMetrics);
    }
    return out.toString();
  }

  private void family(StringBuilder out, String name, boolean openMetrics) {
    String type = any(openMetrics ? OPENMETRICS_TYPES : TYPES);
    boolean bare = name.matches("[a-z_:]+");
    out.append("# TYPE ")
        .append(bare ? name : '"' + name + '"')
        .append(' ')
        .append(type)
        .append('\n');
    int series = random.nextInt(4);
    for (int i = 0; i < series; i++) {
      String labels = random.nextBoolean() ? "l=\"" + i + "\"" : "";
      String g = openMetrics && type.equals("gaugehistogram") ? "g" : "";
      String time = random.nextInt(4) == 0 ? " " + random.nextInt(5) : "";
      switch (type) {
        case "histogram", "gaugehistogram" -> {
          int count = 0;
          int skip = random.nextInt(BOUNDS.size());
          for (String bound : BOUNDS.subList(skip, BOUNDS.size())) {
            count += random.nextInt(3);
            sample(
                out,
                name + "_bucket",
                labels,
                "le=\"" + bound + "\"",
                "" + count,
                time,
                openMetrics);
          }
          sample(out, name + "_" + g + "sum", labels, "", any(NUMBERS), time, false);
          sample(out, name + "_" + g + "count", labels, "", "" + count, time, false);
        }
        case "summary" -> {
          sample(out, name, labels, "quantile=\"0.5\"", any(NUMBERS), time, false);
          sample(out, name + "_sum", labels, "", any(NUMBERS), time, false);
          sample(out, name + "_count", labels, "", "" + random.nextInt(9), time, false);
        }
        case "stateset" ->
          sample(out, name, labels, "\"" + name + "\"=\"on\"", "" + random.nextInt(2), time, false);
        case "info" ->
          sample(out, name + (openMetrics ? "_info" : ""), labels, "", "1", time, false);
        case "counter" -> {
          String suffix = openMetrics ? "_total" : "";
          sample(out, name + suffix, labels, "", any(NUMBERS), time, openMetrics);
          if (random.nextBoolean()) {
            sample(out, name + "_created", labels, "", "1.5", time, false);
          }
        }
        default -> sample(out, name, labels, "", any(NUMBERS), time, false);
      }
    }
  }

  private void sample(
      StringBuilder out,
      String name,
      String labels,
      String special,
      String value,
      String time,
      boolean exemplar) {
    boolean bare = name.matches("[a-z_:]+");
    String all = labels + (labels.isEmpty() || special.isEmpty() ? "" : ",") + special;
    if (bare) {
      out.append(name).append(all.isEmpty() ? "" : "{" + all + "}");
    } else {
      out.append("{\"")
          .append(name)
          .append('"')
          .append(all.isEmpty() ? "" : "," + all)
          .append('}');
    }
    out.append(' ').append(value).append(time);
    if (exemplar && random.nextInt(3) == 0) {
      out.append(" # {id=\"").append(random.nextInt(9)).append("\"} ").append(any(NUMBERS));
    }
    out.append('\n');
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private byte[] protobuf() {
    Wire out = new Wire();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int type = random.nextInt(6);
      Wire family = new Wire().text(1, any(NAMES)).integer(3, type);
      for (int metric = random.nextInt(4); metric > 0; metric--) {
        family.message(4, metric(type));
      }
      if (random.nextInt(4) == 0) {
        family.text(2, "Help.").text(5, "seconds");
      }
      out.delimited(family.toBytes());
    }
    return out.toBytes();
  }

  private Wire metric(int type) {
    Wire metric = new Wire();
    for (int label = random.nextInt(3); label > 0; label--) {
      metric.message(1, new Wire().text(1, "l" + label).text(2, any(TOKENS)));
    }
    switch (type) {
      case 0 -> metric.message(3, number().message(3, time()));
      case 1 -> metric.message(2, number());
      case 2 -> metric.message(4, summary());
      case 3 -> metric.message(5, number());
      default -> metric.message(7, histogram());
    }
    if (random.nextInt(4) == 0) {
      metric.integer(6, random.nextLong());
    }
    return metric;
  }

  private Wire number() {
    return new Wire().number(1, value());
  }

  private double value() {
    return random.nextBoolean()
        ? Numbers.parse(any(NUMBERS))
        : Double.longBitsToDouble(random.nextLong());
  }

  private Wire time() {
    return new Wire()
        .integer(1, random.nextBoolean() ? random.nextInt() : random.nextLong())
        .integer(2, random.nextInt(1_000_000_001));
  }

  private Wire summary() {
    Wire summary = new Wire().integer(1, random.nextInt(100)).number(2, value());
    for (int i = random.nextInt(4); i > 0; i--) {
      summary.message(3, new Wire().number(1, random.nextDouble()).number(2, value()));
    }
    return summary.message(4, time());
  }

  private Wire histogram() {
    Wire histogram = new Wire().number(2, value());
    long count = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      count += random.nextInt(5);
      histogram.message(3, new Wire().integer(1, count).number(2, value()));
    }
    boolean packed = random.nextBoolean();
    if (random.nextBoolean()) {
      histogram.signed(5, random.nextInt(15) - 5).number(6, random.nextDouble());
      long zeros = random.nextInt(5);
      histogram.integer(7, zeros);
      count = zeros + side(histogram, 9, packed) + side(histogram, 12, packed);
    }
    return histogram.integer(1, random.nextInt(8) == 0 ? random.nextInt(9) : count);
  }

  /** Spans and deltas of one side; says how many observations they have. */
  private long side(Wire histogram, int field, boolean packed) {
    Wire deltas = new Wire();
    long total = 0;
    long before = 0;
    int spans = random.nextInt(4);
    for (int span = 0; span < spans; span++) {
      int length = random.nextInt(4);
      int offset =
          random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(9) - (span == 0 ? 4 : 0);
      histogram.message(field, new Wire().signed(1, offset).integer(2, length));
      for (int i = 0; i < length; i++) {
        long count = random.nextInt(50);
        total += count;
        if (packed) {
          deltas.varint(Wire.zigZag(count - before));
        } else {
          histogram.signed(field + 1, count - before);
        }
        before = count;
      }
    }
    if (packed) {
      histogram.bytes(field + 1, deltas.toBytes());
    }
    return total;
  }
}
