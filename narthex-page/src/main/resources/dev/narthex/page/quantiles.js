"use strict";

/** The quantiles that are estimated from buckets. */
const SHOWN_QUANTILES = [0.5, 0.9, 0.99];

/** The buckets of a distribution in order of values: lower bound, upper bound, count. */
function bucketsOf(distribution) {
  return distribution.native
    ? nativeBuckets(distribution.native)
    : classicBuckets(distribution.classic);
}

function classicBuckets(classic) {
  if (!classic) {
    return [];
  }
  return classic.counts.map((count, at) => {
    const upper = classic.bounds[at];
    const lower = at > 0 ? classic.bounds[at - 1] : upper > 0 ? 0 : -Infinity;
    return {lower, upper, count};
  });
}

function nativeBuckets(native) {
  const buckets = [];
  const ascending = (a, b) => a[0] - b[0];
  for (const [index, count] of [...native.negative].sort(ascending).reverse()) {
    buckets.push({
      lower: -nativeBound(native.schema, index),
      upper: -nativeBound(native.schema, index - 1),
      count,
    });
  }
  if (native.zero > 0) {
    const lower = native.negative.size > 0 ? -native.threshold : 0;
    buckets.push({lower, upper: native.threshold, count: native.zero});
  }
  for (const [index, count] of [...native.positive].sort(ascending)) {
    const lower = nativeBound(native.schema, index - 1);
    buckets.push({lower, upper: nativeBound(native.schema, index), count, exponential: true});
  }
  return buckets;
}

/**
 * The value below which a share of the observations lies, estimated as Prometheus's
 * histogram_quantile
 * does: evenly spread within a classic bucket, evenly on a logarithmic scale within a native one.
 */
function quantile(share, buckets) {
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  if (total === 0) {
    return NaN;
  }
  let rank = share * total;
  let last = buckets[0];
  for (const bucket of buckets) {
    if (bucket.count > 0 && rank <= bucket.count) {
      return within(bucket, rank / bucket.count);
    }
    rank -= bucket.count;
    last = bucket;
  }
  return within(last, 1); // rounding ate the rest
}

function within({lower, upper, exponential}, part) {
  if (upper === Infinity) {
    return lower;
  }
  if (lower === -Infinity) {
    return upper;
  }
  return exponential ? lower * (upper / lower) ** part : lower + (upper - lower) * part;
}
