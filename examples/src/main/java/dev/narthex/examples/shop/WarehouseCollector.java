package dev.narthex.examples.shop;

import dev.narthex.Collector;
import dev.narthex.MetricSink;
import dev.narthex.model.Descriptor;
import dev.narthex.model.MetricType;
import java.util.List;

/**
 * Exposes the books of the {@link Warehouse} as they are at the moment of a scrape. So nothing has to
 * be counted twice, and what is exposed cannot differ from what is in the books.
 */
final class WarehouseCollector implements Collector {

  private static final Descriptor STOCK = Descriptor.builder(
          MetricType.GAUGE, "warehouse_stock_items")
      .help("Items on the shelf.")
      .unit("items")
      .labelNames("product")
      .build();

  private static final Descriptor SHIPPED = Descriptor.builder(
          MetricType.COUNTER, "warehouse_shipped_items_total")
      .help("Items that left the shelf.")
      .unit("items")
      .labelNames("product")
      .build();

  private final Warehouse warehouse;

  WarehouseCollector(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public List<Descriptor> describe() {
    return List.of(STOCK, SHIPPED);
  }

  @Override
  public void collect(MetricSink sink) {
    sink.family(STOCK);
    for (Warehouse.Shelf shelf : warehouse.shelves()) {
      sink.value(STOCK.labels(shelf.product().name()), shelf.stock());
    }
    sink.family(SHIPPED);
    for (Warehouse.Shelf shelf : warehouse.shelves()) {
      sink.counter(SHIPPED.labels(shelf.product().name()), shelf.shipped());
    }
  }
}
