/**
 * A page that shows metrics to people. {@link dev.narthex.page.MetricsPage} is all there is to call.
 *
 * <p>The page itself is in the resources of this package: {@code page.html} with its style sheets and
 * scripts, as they are written, with no step between. The scripts share one scope and come in the order
 * in which {@code page.html} names them.
 *
 * <ul>
 *   <li>{@code wire.js}, {@code families.js}, {@code histograms.js} read an answer in protobuf, a family
 *       at once and its series when they are looked at.
 *   <li>{@code history.js}, {@code distributions.js}, {@code records.js} keep what was read, within
 *       bounds that have names.
 *   <li>{@code quantiles.js}, {@code numbers.js}, {@code headlines.js}, {@code series-columns.js} make
 *       figures for people of it.
 *   <li>{@code lines.js}, {@code heatmap.js} draw.
 *   <li>{@code list.js}, {@code family-view.js}, {@code family-charts.js}, {@code series-table.js} are
 *       what is seen; {@code scraper.js} asks for the next answer; {@code main.js} ties all together.
 * </ul>
 *
 * <p>Nothing that came over the wire is ever read as HTML: {@code elements.js} makes text nodes of it,
 * and the page's policy forbids all scripts but its own.
 */
@NullMarked
package dev.narthex.page;

import org.jspecify.annotations.NullMarked;
