package dev.narthex.examples.shop;

import java.util.List;

/**
 * What a customer wants to buy at once.
 *
 * @param products at least one; the same one may be in it several times
 */
record Order(List<Product> products) {

  int cents() {
    return products.stream().mapToInt(Product::cents).sum();
  }

  int grams() {
    return products.stream().mapToInt(Product::grams).sum();
  }

  double euros() {
    return cents() / 100.0;
  }
}
