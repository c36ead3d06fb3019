package dev.narthex.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.System.Logger.Level;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Hands each step of garbage collection to one who counts it, on the thread of the JVM that serves such
 * notifications: shortly after the step, never within it. Until it is closed the JVM holds it.
 */
final class GcSubscription implements NotificationListener, AutoCloseable {

  private final Consumer<GcEvent> counting;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** The JVM may be about to notify a listener that is being removed. */
  private volatile boolean closed;

  private GcSubscription(Consumer<GcEvent> counting) {
    this.counting = counting;
  }

  static GcSubscription open(Consumer<GcEvent> counting) {
    GcSubscription subscription = new GcSubscription(counting);
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(subscription, null, null);
      }
    }
    return subscription;
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (closed
        || !notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    try {
      CompositeData data = (CompositeData) notification.getUserData();
      counting.accept(GcEvent.of(GarbageCollectionNotificationInfo.from(data)));
    } catch (RuntimeException e) {
      sayOnce(e); // what is thrown here would go to a thread of the JVM
    }
  }

  private void sayOnce(RuntimeException e) {
    if (failed.compareAndSet(false, true)) {
      System.getLogger(GcSubscription.class.getName())
          .log(
              Level.WARNING,
              "A notification of a garbage collection could not be counted, so the metrics of"
                  + " pauses and allocation miss it. Further ones are not told.",
              e);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter emitter) {
        try {
          emitter.removeNotificationListener(this);
        } catch (ListenerNotFoundException e) {
          // Closed before; there is nothing left to do.
        }
      }
    }
  }
}
