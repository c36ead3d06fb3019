package dev.narthex.support;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a class logs while this is open, kept off the console of whoever runs the tests. Any thread
 * may log. Two that are open for the same class at once disturb each other.
 */
public final class CapturedLog extends Handler implements AutoCloseable {

  private final Logger logger; // held, because the JDK forgets a logger that nobody holds
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private volatile @Nullable RuntimeException failure;

  /**
   * Listens from now on.
   *
   * @param source the class whose name the logger has
   */
  public CapturedLog(Class<?> source) {
    logger = Logger.getLogger(source.getName());
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  /** What was logged so far, in order: a view, which goes on growing. */
  public List<LogRecord> records() {
    return Collections.unmodifiableList(records);
  }

  /** The texts of what was logged so far, in order, as they are now. */
  public List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  /** Lets whoever logs from now on get this, as from a handler that is broken. */
  public void failWith(RuntimeException failure) {
    this.failure = failure;
  }

  @Override
  public void publish(LogRecord record) {
    records.add(record);
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
