package dev.narthex.jvm.jmx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/**
 * Values within values: of maps, and of the composite and tabular data of JMX, which are seen as maps. A
 * row of a table has its index as its key; if it has only one other column it is that column's value, so
 * that a map that an MXBean shows as a table is a map again.
 */
final class Nesting {

  private Nesting() {}

  /**
   * Goes through what a value nests.
   *
   * @return false if it nests nothing because it is a single value
   */
  static boolean forEach(@Nullable Object value, BiConsumer<String, @Nullable Object> action) {
    if (value instanceof CompositeData composite) {
      for (String key : composite.getCompositeType().keySet()) {
        action.accept(key, composite.get(key));
      }
    } else if (value instanceof TabularData table) {
      List<String> index = table.getTabularType().getIndexNames();
      for (Object row : table.values()) {
        CompositeData columns = (CompositeData) row;
        action.accept(key(columns, index), rest(columns, index));
      }
    } else if (value
        instanceof Map<?, ?> map) { // last, because tables are often maps of their rows
      map.forEach((key, nested) -> action.accept(String.valueOf(key), nested));
    } else {
      return false;
    }
    return true;
  }

  private static String key(CompositeData row, List<String> index) {
    StringJoiner key = new StringJoiner(",");
    for (String column : index) {
      key.add(String.valueOf(row.get(column)));
    }
    return key.toString();
  }

  private static @Nullable Object rest(CompositeData row, List<String> index) {
    List<String> others = new ArrayList<>(row.getCompositeType().keySet());
    others.removeAll(index);
    if (others.size() == 1) {
      return row.get(others.get(0));
    }
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String column : others) {
      columns.put(column, row.get(column));
    }
    return columns;
  }

  /**
   * What a value nests under a key.
   *
   * @return null if there is nothing
   */
  static @Nullable Object get(@Nullable Object value, String wanted) {
    if (value instanceof CompositeData composite) {
      return composite.containsKey(wanted) ? composite.get(wanted) : null;
    }
    @Nullable Object[] found = new Object[1];
    forEach(value, (key, nested) -> {
      if (key.equals(wanted)) {
        found[0] = nested;
      }
    });
    return found[0];
  }
}
