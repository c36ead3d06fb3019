package dev.narthex.cli;

/**
 * Writes JSON as of RFC 8259, in ASCII alone so that the encoding of a terminal or file does not
 * matter. Commas and indentation come by themselves. It is here because a library of a megabyte would
 * be much for two small objects.
 */
final class JsonWriter {

  private final StringBuilder json = new StringBuilder();
  private int depth;
  private boolean first = true;

  JsonWriter beginObject() {
    return begin('{');
  }

  JsonWriter endObject() {
    return end('}');
  }

  JsonWriter beginArray() {
    return begin('[');
  }

  JsonWriter endArray() {
    return end(']');
  }

  /** Begins a member of an object; its value comes next. */
  JsonWriter name(String name) {
    separate();
    quote(name);
    json.append(": ");
    first = true; // the value follows without a comma
    return this;
  }

  JsonWriter value(String text) {
    separate();
    quote(text);
    return this;
  }

  JsonWriter value(long number) {
    separate();
    json.append(number);
    return this;
  }

  JsonWriter value(boolean truth) {
    separate();
    json.append(truth);
    return this;
  }

  private JsonWriter begin(char bracket) {
    separate();
    json.append(bracket);
    depth++;
    first = true;
    return this;
  }

  private JsonWriter end(char bracket) {
    depth--;
    if (!first) {
      newLine();
    }
    json.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    boolean isValueOfMember = first && json.length() > 0 && json.charAt(json.length() - 1) == ' ';
    if (!first) {
      json.append(',');
    }
    if (depth > 0 && !isValueOfMember) {
      newLine();
    }
    first = false;
  }

  private void newLine() {
    json.append('\n').append("  ".repeat(depth));
  }

  private void quote(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        default -> {
          if (c >= ' ' && c <= '~') {
            json.append(c);
          } else {
            json.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
              json.append(Character.forDigit((c >> shift) & 0xf, 16));
            }
          }
        }
      }
    }
    json.append('"');
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
