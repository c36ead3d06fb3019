package dev.narthex.http;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests of one server on the threads of another executor, lets so many wait when all
 * threads are taken, and sees to it that no client keeps a thread for long.
 */
final class RequestExecutor implements Executor, Delivery.Phases, AutoCloseable {

  /*
   * The JDK's server reads a request, calls the handler and reads what is left of the body, all on
   * the thread of one task, and all with calls that block for as long as the client likes. So each
   * request has an alarm: while it is read, and again from the first byte of the answer to its end.
   * An alarm interrupts the thread, and a SocketChannel whose thread is interrupted closes itself,
   * whether a read or a write is under way or the next to come.
   *
   * To close the exchange from another thread instead does not do. JDK 17 takes a HEAD whose
   * headers are not sent yet for finished, and gives the next request on that connection to another
   * thread, which then waits behind the first, and so on. On JDK 25 the one who closes waits
   * himself, for a lock that the writer holds.
   *
   * Invariants
   *   I1  A thread is interrupted only inside its request, and never while metrics are gathered,
   *       unless close() has run out of patience.
   *   I2  No interrupt outlives the phase, or the request, that it was meant for.
   *   I3  A request is counted as under way from before it gets a thread until it is over, so nobody
   *       is under way once the count is 0 and new ones are refused.
   *   I4  A request waits only while as many as may be are under way. When one of them is over, the
   *       first that waits gets its thread and its place in the count. So nobody waits for a thread
   *       that never comes, and nobody is overtaken.
   *   I5  An alarm is set by the thread that runs the request: the time in the queue is nobody's.
   *   I6  Who waits when closing begins is not run. The server, when it stops, closes all connections.
   *
   * I1 and I2 because an alarm rings and is turned off under one lock. I4 because to look whether
   * there is room and to wait, or whether somebody waits and to be over, is one step under the lock;
   * and because one thread calls execute, the JDK's dispatcher: while it looks in vain for a thread,
   * nobody can come to wait.
   *
   * Tests: SlowClientsTest (I1, I2), MetricsServerTest (I3), RequestExecutorTest (I3 to I6), AbuseTest
   * (I4).
   */

  private final Executor threads;
  private final int maxUnderWay;
  private final int maxWaiting;
  private final Duration requestTimeout;
  private final Duration sendTimeout;
  private final ScheduledThreadPoolExecutor clock;
  private final Map<Thread, Alarm> alarms = new ConcurrentHashMap<>();

  private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this
  private int underWay; // guarded by this
  private boolean refusing; // guarded by this

  /**
   * Makes an executor; its own thread, which rings the alarms, starts with the first request.
   *
   * @param threads runs the requests
   * @param maxUnderWay how many of them it is given at once
   * @param maxWaiting how many more may wait; one more is refused
   * @param requestTimeout how long a client may take to send a request
   * @param sendTimeout how long a client may take to read an answer
   * @param name the name of the own thread
   */
  RequestExecutor(
      Executor threads,
      int maxUnderWay,
      int maxWaiting,
      Duration requestTimeout,
      Duration sendTimeout,
      String name) {
    this.threads = threads;
    this.maxUnderWay = maxUnderWay;
    this.maxWaiting = maxWaiting;
    this.requestTimeout = requestTimeout;
    this.sendTimeout = sendTimeout;
    clock = new ScheduledThreadPoolExecutor(1, ServerThreads.daemons(name));
    clock.setRemoveOnCancelPolicy(true); // else each request is remembered until its time is up
  }

  /**
   * Runs one request, now or when another one is over.
   *
   * @throws RejectedExecutionException if too many are waiting already, no thread can be had, or it is
   *     closed. The JDK's dispatcher then closes the connection and goes on.
   */
  @Override
  public void execute(Runnable request) {
    try {
      if (begin(request)) {
        startWith(request);
      }
    } catch (Throwable t) { // an error too, as when no thread can be made: it ends the dispatcher
      System.getLogger(MetricsServer.class.getName())
          .log(Level.DEBUG, "No thread is free for a request, its connection is closed.");
      throw t instanceof RejectedExecutionException refusal
          ? refusal
          : new RejectedExecutionException("no thread can be had: " + t, t);
    }
  }

  private void startWith(Runnable request) {
    boolean started = false;
    try {
      threads.execute(() -> runAll(request));
      started = true;
    } finally {
      if (!started) {
        end();
      }
    }
  }

  /** Runs a request, and then those that wait, one after the other. */
  private void runAll(Runnable first) {
    Runnable request = first;
    do {
      try {
        run(request);
      } catch (Throwable t) { // an error of the JVM: those who wait have no part in it
        report(t);
      }
      request = nextOrEnd();
    } while (request != null);
  }

  private void run(Runnable request) {
    try {
      watch(requestTimeout);
      request.run();
    } finally {
      unwatch();
    }
  }

  /** Tells of a failure as if the thread had ended with it, and goes on if that fails too. */
  private static void report(Throwable failure) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    } catch (Throwable ignored) {
      // The JVM does the same when a thread ends.
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

  /** Whether the request is to be run now. If not, it waits. */
  private synchronized boolean begin(Runnable request) {
    if (refusing) {
      throw new RejectedExecutionException("closing");
    }
    if (underWay < maxUnderWay) {
      underWay++;
      return true;
    }
    if (waiting.size() >= maxWaiting) {
      throw new RejectedExecutionException(
          "too many requests: " + underWay + " under way, " + waiting.size() + " waiting");
    }
    waiting.add(request);
    return false;
  }

  /** What to run after a request that is over; null if nobody waits, and then it is counted off. */
  private synchronized @Nullable Runnable nextOrEnd() {
    Runnable next = waiting.poll();
    if (next == null) {
      end();
    }
    return next;
  }

  private synchronized void end() {
    underWay--;
    notifyAll();
  }

  /**
   * Refuses new requests, forgets those that wait, and waits for those under way.
   *
   * @return whether all of them came to their end
   */
  synchronized boolean finish(Duration patience) throws InterruptedException {
    refusing = true;
    waiting.clear();
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
