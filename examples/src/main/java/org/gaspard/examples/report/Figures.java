package org.gaspard.examples.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers as text for people, and round numbers for axes; the same in every locale. */
final class Figures {

    private Figures() {}

    /** Four significant digits without trailing zeros; whole numbers below 10⁹ in full. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
        var rounded = whole ? BigDecimal.valueOf(value) : new BigDecimal(value).round(new MathContext(4));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String text = whole || exponent >= -4 && exponent <= 5
                ? rounded.stripTrailingZeros().toPlainString()
                : mantissa(rounded.scaleByPowerOfTen(-exponent)) + "e" + exponent;
        return text.replace('-', '−');
    }

    private static String mantissa(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** A fixed number of decimals. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−')
                : text(value);
    }

    /** About {@code count} multiples of 1, 2 or 5 times a power of ten between low and a larger high. */
    static List<Double> ticks(double low, double high, int count) {
        double raw = (high - low) / count;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        double slack = 1e-9 * step;
        for (long i = (long) Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
