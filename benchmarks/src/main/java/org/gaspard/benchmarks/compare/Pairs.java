package org.gaspard.benchmarks.compare;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Times of two sides that took turns. What slows down a machine for a while meets both sides of a pair, so the ratio is
 * taken in each pair and then the median of the ratios.
 *
 * @param ours seconds of one iteration, our side
 * @param peers the other side
 */
record Pairs(List<Double> ours, List<Double> peers) {

    Pairs {
        ours = List.copyOf(ours);
        peers = List.copyOf(peers);
        if (ours.isEmpty() || ours.size() != peers.size()) {
            throw new IllegalArgumentException(
                    "as many times of both sides, found " + ours.size() + " and " + peers.size());
        }
    }

    double ourMedian() {
        return median(ours);
    }

    double peerMedian() {
        return median(peers);
    }

    /** How many times as long as ours the peer takes: the median over the pairs. */
    double ratio() {
        return median(IntStream.range(0, ours.size())
                .mapToObj(i -> peers.get(i) / ours.get(i))
                .toList());
    }

    /** The slowest time over the fastest one, of the side where that is more. */
    double spread() {
        return Math.max(spread(ours), spread(peers));
    }

    /** The slowest time over the fastest one. */
    static double spread(List<Double> times) {
        return Collections.max(times) / Collections.min(times);
    }

    /** The middle of the sorted numbers, or the mean of the two in the middle. */
    static double median(List<Double> numbers) {
        double[] sorted =
                numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** How much longer ours takes than another case, in one line: the median over the pairs. */
    String surplus(String name, String other) {
        Unit unit = Unit.of(Math.min(ourMedian(), peerMedian()));
        return String.format(
                Locale.ROOT,
                "%s: %s, %+.1f %% to the %s of %s",
                name,
                unit.format(ourMedian()),
                100 * (1 / ratio() - 1),
                unit.format(peerMedian()),
                other);
    }

    /** The result in one line, in milliseconds or, where one of the times is shorter than one, in microseconds. */
    String line(String name, String peer) {
        Unit unit = Unit.of(Math.min(ourMedian(), peerMedian()));
        return String.format(
                Locale.ROOT,
                "%s: gaspard %s, %s %s, ratio %.2f",
                name,
                unit.format(ourMedian()),
                peer,
                unit.format(peerMedian()),
                ratio());
    }

    /** In what times are said. */
    enum Unit {
        MILLISECONDS("ms", 1e3),
        MICROSECONDS("µs", 1e6);

        private final String symbol;
        private final double perSecond;

        Unit(String symbol, double perSecond) {
            this.symbol = symbol;
            this.perSecond = perSecond;
        }

        /** The one for times like {@code seconds}. */
        static Unit of(double seconds) {
            return seconds < 1e-3 ? MICROSECONDS : MILLISECONDS;
        }

        /** With three digits at least. */
        String format(double seconds) {
            double value = seconds * perSecond;
            int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
            return String.format(Locale.ROOT, "%." + decimals + "f %s", value, symbol);
        }
    }
}
