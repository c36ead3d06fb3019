package dev.narthex.scrape;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What the passes of one endpoint share: the slots that bound how many there are, the workspaces that
 * one leaves to the next, and the list of those that may be joined. Thread-safe.
 */
final class Passes {

  /** How many workspaces wait for the next scrape. One server scrapes one after the other. */
  private static final int KEPT_WORKSPACES = 2;

  private final Semaphore slots;
  private final long maxBytes;
  private final Queue<SoftReference<Workspace>> workspaces =
      new ArrayBlockingQueue<>(KEPT_WORKSPACES);

  /** The passes that others may join, by their keys; null if none may. At most one for each slot. */
  private final @Nullable Map<Object, Pass> joinable;

  Passes(int maxConcurrent, long maxBytes, boolean coalesce) {
    slots = new Semaphore(maxConcurrent);
    this.maxBytes = maxBytes;
    joinable = coalesce ? new ConcurrentHashMap<>() : null;
  }

  /** Takes a slot, if one is free. */
  boolean takeSlot() {
    return slots.tryAcquire();
  }

  /**
   * The pass that makes the answer for a scrape which has a slot: its own, which it then begins, or
   * another one that was joined. If it throws, the own pass has failed, and the slot is free again.
   */
  Pass joined(Pass own) {
    if (joinable == null) {
      return own;
    }
    try {
      while (true) {
        Pass other = joinable.putIfAbsent(own.key, own);
        if (other == null) {
          return own;
        }
        if (other.join()) {
          return other;
        }
        joinable.remove(own.key, other); // it has ended, and is about to do this itself
      }
    } catch (Throwable e) { // a map may run out of memory after it took the pass in
      own.fail(e);
      throw e;
    }
  }

  /** Lets nobody find a pass any more. */
  void forget(Pass pass) {
    if (joinable != null) {
      joinable.remove(pass.key, pass);
    }
  }

  /** A workspace that waits for the next scrape, or a new one. */
  Workspace takeWorkspace() {
    SoftReference<Workspace> first = workspaces.poll();
    Workspace workspace = first == null ? null : first.get();
    return workspace == null ? new Workspace(maxBytes) : workspace;
  }

  /** Takes back what a pass or a scrape had. */
  void giveBack(@Nullable Workspace workspace, boolean slot) {
    try {
      if (workspace != null && !workspaces.offer(workspace.kept)) {
        workspace.close();
      }
    } finally {
      if (slot) {
        slots.release(); // even if a foreign coding cannot be closed
      }
    }
  }
}
