package org.gaspard.models.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line that says how far a long loop is: bar, step, rate, time left and a short message.
 *
 * <pre>{@code
 * try (var bar = ProgressBar.onStandardOutput("train", 0, steps)) {
 *     for (long step = 1; step <= steps; step++) {
 *         …
 *         bar.update(step, "loss 41.3");
 *     }
 * }
 * }</pre>
 *
 * On a terminal the line is rewritten in place, at most five times a second. Elsewhere (a file, a pipe) a new line
 * comes when at least five seconds have passed and one more percent is done, or after a minute. The system property
 * {@code gaspard.progress} set to {@code bar}, {@code lines} or {@code off} overrules the guess, and {@code
 * gaspard.progress.columns} the width (100). The rate is an average over about the last ten seconds. For one thread.
 */
public final class ProgressBar implements AutoCloseable {

    private static final double SECOND = 1e9;
    private static final double REFRESH = 0.2 * SECOND;
    private static final double LINE_INTERVAL = 5 * SECOND;
    private static final double LONGEST_SILENCE = 60 * SECOND;
    private static final double RATE_WINDOW = 10 * SECOND;
    private static final int CELLS = 16;

    /** How the line is shown. */
    public enum Style {
        /** Rewritten in place by a carriage return. */
        BAR,
        /** A new line now and then. */
        LINES,
        /** Nothing is printed. */
        OFF
    }

    private final String name;
    private final long first;
    private final long total;
    private final PrintStream out;
    private final LongSupplier nanoClock;
    private final Style style;
    private final int columns;
    private final boolean blocks;

    private final long startTime;
    private long shownTime;
    private long shownStep;
    private int shownLength;
    private boolean shown;
    private double stepsPerNano;
    private long step;
    private String message = "";

    /**
     * A bar that shows nothing until its first update.
     *
     * @param name what is going on, put before the bar
     * @param first the step at which the loop starts: 0, or where a run was resumed
     * @param total the last step
     * @param out where to print
     * @param nanoClock a clock in nanoseconds
     * @param columns the longest line in bar style
     * @throws IllegalArgumentException unless 0 ≤ first ≤ total and columns ≥ 20
     */
    public ProgressBar(
            String name, long first, long total, PrintStream out, LongSupplier nanoClock, Style style, int columns) {
        if (first < 0 || first > total) {
            throw new IllegalArgumentException(
                    "first must be between 0 and total, found first = " + first + ", total = " + total);
        }
        if (columns < 20) {
            throw new IllegalArgumentException("columns must be at least 20, found " + columns);
        }
        this.name = name;
        this.first = first;
        this.total = total;
        this.out = out;
        this.nanoClock = nanoClock;
        this.style = style;
        this.columns = columns;
        this.blocks = out.charset().newEncoder().canEncode('█')
                && out.charset().newEncoder().canEncode('░');
        this.step = first;
        this.startTime = nanoClock.getAsLong();
        this.shownTime = startTime;
        this.shownStep = first;
    }

    /** A bar on standard output, in the style that suits it. */
    public static ProgressBar onStandardOutput(String name, long first, long total) {
        int columns = Integer.getInteger("gaspard.progress.columns", 100);
        return new ProgressBar(name, first, total, System.out, System::nanoTime, standardStyle(), columns);
    }

    private static Style standardStyle() {
        String asked = System.getProperty("gaspard.progress", "");
        if (!asked.isEmpty()) {
            try {
                return Style.valueOf(asked.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "system property gaspard.progress must be bar, lines or off, found " + asked, e);
            }
        }
        var console = System.console();
        return console != null && console.isTerminal() ? Style.BAR : Style.LINES;
    }

    /** The loop has finished {@code step} steps; prints if it is time to. The message may be empty. */
    public void update(long step, String message) {
        this.step = step;
        this.message = message;
        double waited = nanoClock.getAsLong() - shownTime;
        boolean due = switch (style) {
            case BAR -> !shown || waited >= REFRESH;
            case LINES -> waited >= LONGEST_SILENCE || waited >= LINE_INTERVAL && percent(step) > percent(shownStep);
            case OFF -> false;
        };
        if (due) {
            show(timeLeft());
        }
    }

    /** Prints the last state and the time taken, and ends the line. Closing twice prints twice. */
    @Override
    public void close() {
        if (style != Style.OFF) {
            double nanos = nanoClock.getAsLong() - startTime;
            stepsPerNano = nanos > 0 ? (step - first) / nanos : 0;
            show("in " + clock(nanos));
            if (style == Style.BAR) {
                out.println();
            }
        }
    }

    private String timeLeft() {
        long now = nanoClock.getAsLong();
        double elapsed = now - shownTime;
        if (elapsed > 0) {
            double latest = (step - shownStep) / elapsed;
            // Weight of the latest stretch: a first-order low-pass of the rate, the first stretch taken whole.
            double weight = stepsPerNano == 0 ? 1 : -Math.expm1(-elapsed / RATE_WINDOW);
            stepsPerNano += weight * (latest - stepsPerNano);
        }
        return stepsPerNano > 0 ? clock((total - step) / stepsPerNano) + " left" : "";
    }

    private void show(String time) {
        var line = new StringBuilder(name).append(' ');
        if (style == Style.BAR) {
            int full = total == 0 ? CELLS : (int) (CELLS * Math.clamp(step / (double) total, 0, 1));
            line.append((blocks ? "█" : "#").repeat(full)).append((blocks ? "░" : ".").repeat(CELLS - full));
            line.append(' ');
        }
        line.append(step)
                .append('/')
                .append(total)
                .append(' ')
                .append(percent(step))
                .append('%');
        if (stepsPerNano > 0) {
            line.append("  ").append(rate(stepsPerNano * SECOND));
        }
        if (!time.isEmpty()) {
            line.append("  ").append(time);
        }
        if (!message.isEmpty()) {
            line.append("  ").append(message);
        }
        if (style == Style.BAR) {
            // A line that wraps could not be rewritten: cut it, and blank out what was there before.
            line.setLength(Math.min(line.length(), columns - 1));
            int length = line.length();
            line.append(" ".repeat(Math.max(0, shownLength - length)));
            shownLength = length;
            out.print("\r" + line);
            out.flush();
        } else {
            out.println(line);
        }
        shown = true;
        shownTime = nanoClock.getAsLong();
        shownStep = step;
    }

    private long percent(long at) {
        return total == 0 ? 100 : (long) Math.floor(100.0 * at / total);
    }

    private static String rate(double perSecond) {
        return perSecond >= 100
                ? String.format(Locale.ROOT, "%.0f/s", perSecond)
                : perSecond >= 0.1
                        ? String.format(Locale.ROOT, "%.3g/s", perSecond)
                        : String.format(Locale.ROOT, "%.3g s each", 1 / perSecond);
    }

    private static String clock(double nanos) {
        long seconds = Math.round(nanos / SECOND);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
