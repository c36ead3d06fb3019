package dev.narthex.benchmarks.hot;

import java.io.IOException;

/** Scrapes a service without a pause, until it is stopped. */
final class ScrapingThread {

  private final Thread thread;
  private volatile boolean stopped;
  private volatile Throwable failure;

  ScrapingThread(ScrapedService service) {
    thread = new Thread(() -> scrapeUntilStopped(service), "scraping");
    thread.setDaemon(true);
    thread.start();
  }

  private void scrapeUntilStopped(ScrapedService service) {
    try {
      while (!stopped) {
        service.scrape();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
  }

  /** Returns when the last scrape is done; throws if one failed, as the measurement is void then. */
  void stop() throws InterruptedException {
    stopped = true;
    thread.join();
    if (failure != null) {
      throw new IllegalStateException("A scrape failed.", failure);
    }
  }
}
