/**
 * What counting costs the program that counts. Each benchmark class is an operation, each of its methods a
 * contestant; all of a class do the same work on the same values. The number of threads is given to JMH:
 *
 * <pre>
 * java -jar target/benchmarks.jar hot.CounterInc -t 2 -prof gc
 * </pre>
 *
 * <p>With virtual threads, on a JDK that has them. They never let go of their carriers while they are
 * measured, so there must be as many carriers as threads:
 *
 * <pre>
 * java -jar target/benchmarks.jar hot.CounterInc -t 16 -jvmArgsAppend \
 *     "-Djmh.executor=VIRTUAL -Djdk.virtualThreadScheduler.parallelism=16"
 * </pre>
 *
 * <p>Read the garbage before the times: Narthex should make none, but where a series is new or is looked
 * up by a map.
 *
 * <p>Exemplars are off but in {@link dev.narthex.benchmarks.hot.HistogramExemplarsBenchmark}: client_java
 * and simpleclient find OpenTelemetry on the class path and would ask it for a trace at each call.
 */
package dev.narthex.benchmarks.hot;
