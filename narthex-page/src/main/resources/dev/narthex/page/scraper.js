"use strict";

/** The form that tells the most: help, units, types, native buckets. */
const ACCEPT =
  "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;" +
  " encoding=delimited; escaping=allow-utf-8";

/**
 * How often the page asks; rarer if an answer is dear, so that it takes at most a tenth of the
 * time.
 */
const INTERVAL = 2000,
  DEAR = 10;

/** The second time it asks soon: the first answer has values but no rates yet. */
const FIRST_INTERVAL = 1000;

/** The longest it waits, after a dear answer or after failures in a row. */
const MAX_INTERVAL = 30_000;

/** After this the page no longer waits for an answer. */
const TIMEOUT = 30_000;

/** Asks the address the page came from, over and over, while somebody is looking. */
class Scraper {
  constructor({answer, failure, paused}) {
    this.take = answer;
    this.tell = failure;
    this.tellPaused = paused;
    this.failures = 0;
    this.first = true;
    this.paused = false;
    this.timer = 0;
    this.asking = false;
    document.addEventListener("visibilitychange", () => this.resume());
  }

  pause(paused) {
    this.paused = paused;
    if (paused) {
      this.tellPaused();
    }
    this.resume();
  }

  resume() {
    clearTimeout(this.timer);
    if (!this.paused && !document.hidden && !this.asking) {
      this.ask();
    }
  }

  async ask() {
    this.asking = true;
    const start = performance.now();
    let wait = this.first ? FIRST_INTERVAL : INTERVAL;
    this.first = false;
    try {
      const bytes = await this.fetch();
      this.take(bytes, start / 1000);
      this.failures = 0;
      wait = Math.max(wait, DEAR * (performance.now() - start));
    } catch (failure) {
      wait = INTERVAL * 2 ** this.failures++;
      this.tell(failure, Math.min(wait, MAX_INTERVAL) / 1000);
    }
    this.asking = false;
    clearTimeout(this.timer);
    if (!this.paused && !document.hidden) {
      this.timer = setTimeout(() => this.ask(), Math.min(wait, MAX_INTERVAL));
    }
  }

  async fetch() {
    let response;
    try {
      response = await fetch(ownAddress(), {
        headers: {Accept: ACCEPT},
        cache: "no-store",
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch (failure) {
      throw new Error(
        failure.name === "TimeoutError" ? "No answer within 30 s" : "The program does not answer"
      );
    }
    if (!response.ok) {
      const reason = (await response.text()).trim().split("\n")[0].slice(0, 200);
      throw new Error(`Status ${response.status}${reason ? ": " + reason : ""}`);
    }
    if (!response.headers.get("Content-Type")?.startsWith("application/vnd.google.protobuf")) {
      throw new Error("The answer is not the protobuf that was asked for");
    }
    return response.arrayBuffer();
  }
}

/** Where the page is, with its query, which may choose families by name[]. */
function ownAddress() {
  return location.pathname + location.search;
}
