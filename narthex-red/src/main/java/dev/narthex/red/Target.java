package dev.narthex.red;

import dev.narthex.CurriedFamily;
import dev.narthex.Family;
import dev.narthex.Metric;
import java.util.List;

/**
 * A metric, or a family of metrics, that was given for one number of each request, before it is known
 * where the values of its labels come from.
 *
 * @param name what it is called in messages
 * @param labelNames the labels that need a value for each request; constant and curried ones are not
 *     among them
 * @param binder makes the finder, once it is known where each value comes from
 * @param <M> the type of metric
 */
record Target<M>(String name, List<String> labelNames, Binder<M> binder) {

  /** Finds the metric for a request. Makes no object, up to four labels. */
  @FunctionalInterface
  interface Finder<M> {
    M find(Measurement<?> request);
  }

  /** Takes for each label the source of its value, see {@link Measurement#value}. */
  @FunctionalInterface
  interface Binder<M> {
    Finder<M> bind(int[] sources);
  }

  static <M> Target<M> alone(String name, M metric) {
    return new Target<>(name, List.of(), sources -> request -> metric);
  }

  static <M extends Metric> Target<M> of(Family<M> family) {
    return new Target<>(
        family.descriptor().name(),
        family.descriptor().labelNames(),
        sources -> finder(family, sources));
  }

  static <M extends Metric> Target<M> of(CurriedFamily<M> family) {
    return new Target<>(family.toString(), family.labelNames(), sources -> finder(family, sources));
  }

  /**
   * Makes the finder.
   *
   * @param declared the labels that have a function
   * @throws IllegalArgumentException if there is a label that no request fills
   */
  Finder<M> finder(List<String> declared) {
    int[] sources = new int[labelNames.size()];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = source(labelNames.get(i), declared);
    }
    return binder.bind(sources);
  }

  private int source(String label, List<String> declared) {
    int function = declared.indexOf(label);
    if (function >= 0) {
      return function;
    }
    return switch (label) {
      case UsualFamilies.METHOD -> Measurement.METHOD;
      case UsualFamilies.CODE -> Measurement.CODE;
      default ->
        throw new IllegalArgumentException(name + " has the label \"" + label
            + "\", which no request fills: there are \"method\", \"code\" and those declared, "
            + declared + ". Declare it with label(\"" + label
            + "\", request -> …), curry it, or take it out of the family.");
    };
  }

  /** One lambda for each number of labels, so that values pass as arguments and not in an array. */
  private static <M extends Metric> Finder<M> finder(Family<M> family, int[] from) {
    return switch (from.length) {
      case 1 -> request -> family.with(request.value(from[0]));
      case 2 -> request -> family.with(request.value(from[0]), request.value(from[1]));
      case 3 ->
        request ->
            family.with(request.value(from[0]), request.value(from[1]), request.value(from[2]));
      case 4 ->
        request -> family.with(
            request.value(from[0]),
            request.value(from[1]),
            request.value(from[2]),
            request.value(from[3]));
      default -> request -> family.with(request.values(from));
    };
  }

  private static <M extends Metric> Finder<M> finder(CurriedFamily<M> family, int[] from) {
    return switch (from.length) {
      case 1 -> request -> family.with(request.value(from[0]));
      case 2 -> request -> family.with(request.value(from[0]), request.value(from[1]));
      case 3 ->
        request ->
            family.with(request.value(from[0]), request.value(from[1]), request.value(from[2]));
      default -> request -> family.with(request.values(from));
    };
  }
}
