package dev.narthex.exposition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes being written: one growing array, used again for the next scrape. With a {@link Drain} it
 * hands its bytes on whenever it is full and does not grow.
 *
 * <p>For one thread.
 *
 * @since 0.1
 */
public final class OutputBuffer {

  /** The size at which a buffer begins. */
  public static final int INITIAL_BYTES = 64 * 1024;

  /** How many bytes one exposition may have, unless told otherwise: 512 MiB. */
  public static final long DEFAULT_MAX_BYTES = 512L * 1024 * 1024;

  /** Takes bytes from a full buffer. */
  @FunctionalInterface
  public interface Drain {

    /**
     * Takes bytes; they are overwritten after the call.
     *
     * @param bytes holds them from the first place on
     * @param length how many there are
     */
    void drain(byte[] bytes, int length);
  }

  private static final int SMALL_BYTES = 128;
  private static final long UNPINNED = Long.MAX_VALUE;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final long maxBytes;
  private byte[] bytes;

  /** How much of the array may be used: less than it is long where the bound comes first. */
  private int limit;

  private int size;
  private long drained;
  private long pinned = UNPINNED;
  private @Nullable Drain drain;

  /** Makes a buffer bounded by {@link #DEFAULT_MAX_BYTES}. */
  public OutputBuffer() {
    this(DEFAULT_MAX_BYTES);
  }

  /**
   * Makes a buffer.
   *
   * @param maxBytes how many bytes one exposition may have; one that comes nearer to it than the
   *     length of a number may be refused too. Without a drain no more than an array can hold,
   *     whatever is given
   * @throws IllegalArgumentException if it is below 1
   */
  public OutputBuffer(long maxBytes) {
    this(maxBytes, INITIAL_BYTES);
  }

  private OutputBuffer(long maxBytes, int initialBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes is " + maxBytes + " but must be at least 1.");
    }
    this.maxBytes = maxBytes;
    this.bytes = new byte[(int) Math.min(initialBytes, maxBytes)];
    this.limit = bytes.length;
  }

  /** A buffer for some bytes that are kept, such as those of one label set. */
  static OutputBuffer small() {
    return beginningAt(SMALL_BYTES);
  }

  static OutputBuffer beginningAt(int bytes) {
    return new OutputBuffer(DEFAULT_MAX_BYTES, bytes);
  }

  /** Empties the buffer. The array stays as it is; bytes from now on stay in it. */
  public void clear() {
    size = 0;
    drained = 0;
    pinned = UNPINNED;
    drain = null;
    updateLimit();
  }

  /**
   * Hands bytes on from now on, whenever the buffer is full. Call {@link #flush} at the end.
   *
   * @param drain takes the bytes
   */
  public void drainTo(Drain drain) {
    this.drain = drain;
  }

  /**
   * Hands on what is in the buffer, if it has a drain. A protobuf message that is not finished stays,
   * as its length comes before it.
   */
  public void flush() {
    int free = (int) Math.min(size, pinned - drained);
    if (drain != null && free > 0) {
      drain.drain(bytes, free);
      System.arraycopy(bytes, free, bytes, 0, size - free);
      drained += free;
      size -= free;
      updateLimit();
    }
  }

  private void updateLimit() {
    limit = (int) Math.min(bytes.length, maxBytes - drained);
  }

  /**
   * The bytes, from the first place on. Valid until the next write.
   *
   * @return the array itself, not a copy
   */
  public byte[] array() {
    return bytes;
  }

  /**
   * How many bytes are in {@link #array}.
   *
   * @return at most the array's length
   */
  public int size() {
    return size;
  }

  /**
   * How much memory the buffer holds.
   *
   * @return the length of the array
   */
  public int capacity() {
    return bytes.length;
  }

  /**
   * How many bytes were written since {@link #clear}, those handed on included.
   *
   * @return 0 or more
   */
  public long position() {
    return drained + size;
  }

  /**
   * Writes bytes.
   *
   * @param source where they are
   * @throws OutputTooLargeException if the bound is passed
   */
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /**
   * Writes bytes.
   *
   * @param source where they are
   * @param offset the place of the first
   * @param length how many
   * @throws OutputTooLargeException if the bound is passed
   */
  public void write(byte[] source, int offset, int length) {
    ensure(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /**
   * Writes one byte.
   *
   * @param value its lower eight bits
   * @throws OutputTooLargeException if the bound is passed
   */
  public void write(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
  }

  /** Makes sure that {@code more} bytes fit into the array after {@link #size}. */
  void ensure(int more) {
    if (more > limit - size) {
      makeRoom(more);
    }
  }

  /** Says that the bytes up to here were written into {@link #array}, after {@link #ensure}. */
  void advanceTo(int newSize) {
    size = newSize;
  }

  /** Keeps all bytes from here on in the array until {@link #unpin}, because they may still move. */
  void pin() {
    pinned = position();
  }

  void unpin() {
    pinned = UNPINNED;
  }

  /** Moves what was written since {@code position} on by some bytes, or back if they are negative. */
  void moveFrom(long position, int by) {
    ensure(Math.max(by, 0));
    int at = indexOf(position);
    System.arraycopy(bytes, at, bytes, at + by, size - at);
    size += by;
  }

  /** Where in {@link #array} a position is that was pinned. */
  int indexOf(long position) {
    return (int) (position - drained);
  }

  private void makeRoom(int more) {
    if (position() + more > maxBytes) {
      throw new OutputTooLargeException(maxBytes);
    }
    flush();
    if (more > limit - size) {
      grow((long) size + more);
    }
  }

  private void grow(long needed) {
    if (needed > LARGEST_ARRAY) {
      throw new OutputTooLargeException(LARGEST_ARRAY);
    }
    long most = Math.min(LARGEST_ARRAY, maxBytes - drained);
    bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(needed, 2L * bytes.length)));
    updateLimit();
  }
}
