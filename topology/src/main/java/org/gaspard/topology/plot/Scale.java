package org.gaspard.topology.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A map of values to places along one direction: low to start, high to end, straight between.
 *
 * @param low a finite number
 * @param high a larger one
 */
record Scale(double low, double high, double start, double end) {

    /** The place of a value. */
    double at(double value) {
        // Halves, so that the range does not overflow.
        return start + (end - start) * ((value / 2 - low / 2) / (high / 2 - low / 2));
    }

    /** About {@code count} round numbers of the range: multiples of 1, 2 or 5 times a power of ten, exact decimals. */
    List<BigDecimal> ticks(int count) {
        double raw = (high / 2 - low / 2) / count * 2;
        int power = (int) Math.floor(Math.log10(raw));
        double lead = raw / Math.pow(10, power);
        BigDecimal step = BigDecimal.valueOf(lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10)
                .scaleByPowerOfTen(power);
        BigDecimal last = BigDecimal.valueOf(high);
        List<BigDecimal> ticks = new ArrayList<>();
        for (BigDecimal tick = BigDecimal.valueOf(low)
                        .divide(step, 0, RoundingMode.CEILING)
                        .multiply(step);
                tick.compareTo(last) <= 0;
                tick = tick.add(step)) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** A tick as text: plain if it is short, else with an exponent. */
    static String text(BigDecimal tick) {
        BigDecimal value = tick.stripTrailingZeros();
        if (value.signum() == 0) {
            return "0";
        }
        int exponent = value.precision() - value.scale() - 1;
        String text = exponent >= -4 && exponent <= 5
                ? value.toPlainString()
                : value.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
        return text.replace('-', '−');
    }

    /** What the values of a picture span. */
    record Range(double low, double high) {

        /** From the smallest to the largest finite number; 0 to 1 if there is none, and never empty. */
        static Range of(double[]... values) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] some : values) {
                for (double value : some) {
                    if (Double.isFinite(value)) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
            }
            if (low > high) {
                return new Range(0, 1);
            }
            // Below this the numbers at the ticks would be too long to read.
            double least = 1e-7 * Math.max(Math.abs(low), Math.abs(high));
            if (high - low > least) {
                return new Range(low, high);
            }
            double half = Math.max(0.5 * Math.abs(low), Double.MIN_NORMAL);
            return low == 0 ? new Range(0, 1) : new Range(low - half, high + half);
        }

        /** The same with parts of its length added at both ends. */
        Range padded(double below, double above) {
            double length = high - low;
            return new Range(low - below * length, high + above * length);
        }
    }
}
