package dev.narthex.benchmarks.report;

/**
 * What one contestant needed for one operation.
 *
 * @param operation what was done, such as {@code CounterInc}: the benchmark's class without its ending
 * @param variant the parameters it was done with, such as {@code format=text lines=100000}; may be empty
 * @param threads how many threads did it at once; 0 where that says nothing, as for memory
 * @param contestant who did it, such as {@code narthex} or {@code clientJava}: the benchmark's method
 * @param score what was measured, or the median of several times, in the unit
 * @param error half the distance between the quartiles; NaN where it was measured once
 * @param unit such as {@code ns/op} or {@code B}
 * @param bytesPerOperation garbage made by each operation; NaN where that says nothing
 */
public record Measurement(
    String operation,
    String variant,
    int threads,
    String contestant,
    double score,
    double error,
    String unit,
    double bytesPerOperation) {}
