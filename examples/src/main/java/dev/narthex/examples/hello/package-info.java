/** The smallest program that is worth scraping. */
@NullMarked
package dev.narthex.examples.hello;

import org.jspecify.annotations.NullMarked;
