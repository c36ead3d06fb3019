package dev.narthex.red;

/**
 * One number of each request, and the metric it goes to.
 *
 * @param name what the metric is called in messages
 * @param finder finds the metric for a request
 * @param <M> the type of metric
 */
record Part<M>(String name, Target.Finder<? extends M> finder) {

  M of(Measurement<?> request) {
    return finder.find(request);
  }
}
