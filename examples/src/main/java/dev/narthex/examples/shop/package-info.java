/**
 * A small shop that is measured by Narthex, with customers who come by themselves. {@code tools/demo}
 * runs it.
 *
 * <p>Read {@link dev.narthex.examples.shop.Shop} first: it puts the parts together. Each part defines
 * its metrics as fields, at its top, and counts where things happen:
 *
 * <table>
 *   <caption>Where to see what</caption>
 *   <tr><th>To see …<th>read
 *   <tr><td>requests counted and timed by route<td>{@code Shop}
 *   <tr><td>requests of an HTTP client, by who sends them<td>{@code Traffic}
 *   <tr><td>counters, a histogram with buckets of its own, a time stamp<td>{@code Orders}
 *   <tr><td>a gauge that asks for its value, one that goes up and down, a histogram that somebody
 *       else keeps<td>{@code PackingQueue}
 *   <tr><td>a summary with quantiles, a timer that learns the outcome at its end, a constant label,
 *       an untyped figure<td>{@code PaymentProvider}
 *   <tr><td>a collector for figures that are kept already<td>{@code WarehouseCollector}
 *   <tr><td>a family whose series are made in advance, computed buckets<td>{@code Traffic}
 *   <tr><td>the JVM, its container and flight recorder, the build, pools of threads and connections<td>
 *       {@code ShopDemo}
 *   <tr><td>views of a registry that add a prefix and labels<td>{@code Shop}, {@code Traffic}
 * </table>
 */
@NullMarked
package dev.narthex.examples.shop;

import org.jspecify.annotations.NullMarked;
