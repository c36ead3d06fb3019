package dev.narthex.examples.shop;

/**
 * Something to buy.
 *
 * @param id its number in the catalogue
 * @param name what it is called
 * @param cents its price in euro cents
 * @param grams its weight
 */
record Product(int id, String name, int cents, int grams) {

  /** One line of the catalogue, such as {@code 3  olive oil  12.50 EUR}. */
  String line() {
    return "%d  %s  %d.%02d EUR".formatted(id, name, cents / 100, cents % 100);
  }
}
