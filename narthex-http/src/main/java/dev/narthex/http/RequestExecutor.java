package dev.narthex.http;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the requests of one server on the threads of another executor, and sees to it that no client
 * keeps a thread for long.
 */
final class RequestExecutor implements Executor, Delivery.Phases, AutoCloseable {

  /*
   * The JDK's server reads a request, calls the handler and reads what is left of the body, all on
   * the thread of one task, and all with calls that block for as long as the client likes. So each
   * task has an alarm: while the request is read, and again from the first byte of the answer to
   * the end of the task. An alarm interrupts the thread, and a SocketChannel whose thread is
   * interrupted closes itself, whether a read or a write is under way or the next to come.
   *
   * To close the exchange from another thread instead does not do. JDK 17 takes a HEAD whose
   * headers are not sent yet for finished, and gives the next request on that connection to another
   * thread, which then waits behind the first, and so on. On JDK 25 the one who closes waits
   * himself, for a lock that the writer holds.
   *
   * Invariants
   *   I1  A thread is interrupted only inside its task, and never while metrics are gathered,
   *       unless close() has run out of patience.
   *   I2  No interrupt outlives the phase, or the task, that it was meant for.
   *   I3  A task is counted from before it gets a thread until it is over, so nobody is under way
   *       once the count is 0 and new ones are refused.
   *
   * I1 and I2 because an alarm rings and is turned off under one lock.
   */

  private final Executor threads;
  private final int maxRequests;
  private final Duration requestTimeout;
  private final Duration sendTimeout;
  private final ScheduledThreadPoolExecutor clock;
  private final Map<Thread, Alarm> alarms = new ConcurrentHashMap<>();

  private int underWay; // guarded by this
  private boolean refusing; // guarded by this

  /**
   * Makes an executor; its own thread, which rings the alarms, starts with the first request.
   *
   * @param threads runs the tasks
   * @param maxRequests how many tasks may be under way; one more is refused
   * @param requestTimeout how long a client may take to send a request
   * @param sendTimeout how long a client may take to read an answer
   * @param name the name of the own thread
   */
  RequestExecutor(
      Executor threads,
      int maxRequests,
      Duration requestTimeout,
      Duration sendTimeout,
      String name) {
    this.threads = threads;
    this.maxRequests = maxRequests;
    this.requestTimeout = requestTimeout;
    this.sendTimeout = sendTimeout;
    clock = new ScheduledThreadPoolExecutor(1, ServerThreads.daemons(name));
    clock.setRemoveOnCancelPolicy(true); // else each request is remembered until its time is up
  }

  /**
   * Runs one request.
   *
   * @throws RejectedExecutionException if there are too many already, or it is closed. The JDK's
   *     dispatcher then closes the connection and goes on.
   */
  @Override
  public void execute(Runnable request) {
    begin();
    boolean accepted = false;
    try {
      threads.execute(() -> run(request));
      accepted = true;
    } finally {
      if (!accepted) {
        end();
        System.getLogger(MetricsServer.class.getName())
            .log(Level.DEBUG, "No thread is free for a request, its connection is closed.");
      }
    }
  }

  private void run(Runnable request) {
    try {
      watch(requestTimeout);
      request.run();
    } finally {
      unwatch();
      end();
    }
  }

  @Override
  public void working() {
    unwatch();
  }

  @Override
  public void sending() {
    watch(sendTimeout);
  }

  private void watch(Duration timeout) {
    unwatch();
    Alarm alarm = new Alarm(Thread.currentThread());
    alarms.put(Thread.currentThread(), alarm);
    alarm.ringAfter(timeout, clock);
  }

  private void unwatch() {
    Alarm alarm = alarms.remove(Thread.currentThread());
    if (alarm != null) {
      alarm.turnOff();
    }
  }

  private synchronized void begin() {
    if (refusing || underWay >= maxRequests) {
      throw new RejectedExecutionException("closing, or " + underWay + " requests are under way");
    }
    underWay++;
  }

  private synchronized void end() {
    underWay--;
    notifyAll();
  }

  /**
   * Refuses new requests and waits for those under way.
   *
   * @return whether all of them came to their end
   */
  synchronized boolean finish(Duration patience) throws InterruptedException {
    refusing = true;
    long deadline = System.nanoTime() + patience.toNanos();
    while (underWay > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Ends the thread that rings the alarms, after all of those rang that are still on. */
  @Override
  public void close() {
    alarms.values().forEach(Alarm::run);
    clock.shutdownNow();
  }
}
