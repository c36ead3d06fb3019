package dev.narthex;

/** Where the metric types take the time from, so that no test has to wait. Thread-safe. */
interface TimeSource {

  /** The clocks of the machine. */
  TimeSource SYSTEM = new TimeSource() {
    @Override
    public long wallMillis() {
      return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
      return System.nanoTime();
    }
  };

  /** Milliseconds since the Unix epoch; may jump when the clock is set. */
  long wallMillis();

  /** Nanoseconds since an arbitrary moment; never goes back. Compare by subtraction only. */
  long nanos();
}
