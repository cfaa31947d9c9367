package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.OracleSets;

/** Small codes with known structure: functions of a grid (x, y) of 10 × 10 integers, of equal variance and uncorrelated. */
final class CodesTable {

    /** The variance of x and of y, divisor 99: 100 · 8.25 / 99. */
    static final double VARIANCE = 825 / 99.0;

    private CodesTable() {}

    static Codes of(DoubleBinaryOperator... codes) {
        return Codes.ofRows(IntStream.range(0, 100)
                .mapToObj(n -> Arrays.stream(codes)
                        .mapToDouble(code -> code.applyAsDouble(Math.floorDiv(n, 10), n % 10))
                        .toArray())
                .toArray(double[][]::new));
    }

    static Codes perfect() {
        return of((x, y) -> x, (x, y) -> y);
    }

    static Codes permuted() {
        return of((x, y) -> y, (x, y) -> x);
    }

    static Codes rotated() {
        return of((x, y) -> Math.sqrt(0.5) * (x - y), (x, y) -> Math.sqrt(0.5) * (x + y));
    }

    static Codes duplicated() {
        return of((x, y) -> x, (x, y) -> x);
    }

    static Codes withDead() {
        return of((x, y) -> x, (x, y) -> 0.1, (x, y) -> y);
    }

    /** A code and the same with an independent part: correlation 2 / √5. */
    static Codes twice() {
        return of((x, y) -> x, (x, y) -> x + 0.5 * y);
    }

    static Codes noise(int n, int width, int seed) {
        return Codes.ofRows(OracleSets.noise(n, width, seed));
    }
}
