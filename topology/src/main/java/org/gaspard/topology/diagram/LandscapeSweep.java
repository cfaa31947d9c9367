package org.gaspard.topology.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.topology.Diagram;

/** Peels the functions of a landscape off a diagram, each the upper envelope of the tents that the ones before left. */
final class LandscapeSweep {

    /** The bars that are left, in ascending order of births, and of descending deaths among equal ones. */
    private double[] births;

    private double[] deaths;
    private int size;

    private double[] nextBirths;
    private double[] nextDeaths;
    private int nextSize;

    LandscapeSweep(Diagram diagram) {
        Diagram bars = diagram.longerThan(0).sorted();
        size = bars.size();
        births = bars.births();
        deaths = bars.deaths();
        nextBirths = new double[size];
        nextDeaths = new double[size];
        for (int from = 0; from < size; ) {
            int to = from + 1;
            while (to < size && births[to] == births[from]) {
                to++;
            }
            reverse(deaths, from, to);
            from = to;
        }
    }

    private static void reverse(double[] values, int from, int to) {
        for (int i = from, j = to - 1; i < j; i++, j--) {
            double moved = values[i];
            values[i] = values[j];
            values[j] = moved;
        }
    }

    List<PiecewiseLinear> functions(int depth) {
        List<PiecewiseLinear> functions = new ArrayList<>();
        while (size > 0 && functions.size() < depth) {
            functions.add(envelope());
            double[] freeBirths = births;
            double[] freeDeaths = deaths;
            births = nextBirths;
            deaths = nextDeaths;
            size = nextSize;
            nextBirths = freeBirths;
            nextDeaths = freeDeaths;
        }
        return functions;
    }

    /**
     * The upper envelope. Two crossing tents of {@code [b, d)} and {@code [b', d')} have the minimum {@code [b', d)}, which
     * takes the place of the lower two branches.
     */
    private PiecewiseLinear envelope() {
        nextSize = 0;
        Points points = new Points(4 * size);
        double birth = births[0];
        double death = deaths[0];
        points.add(birth, 0);
        points.add((birth + death) / 2, (death - birth) / 2);
        for (int i = 1; i < size; i++) {
            if (deaths[i] <= death) {
                leave(births[i], deaths[i]);
                continue;
            }
            if (births[i] >= death) {
                points.add(death, 0);
                points.add(births[i], 0);
            } else {
                points.add((births[i] + death) / 2, (death - births[i]) / 2);
                leave(births[i], death);
            }
            birth = births[i];
            death = deaths[i];
            points.add((birth + death) / 2, (death - birth) / 2);
        }
        points.add(death, 0);
        return PiecewiseLinear.of(Arrays.copyOf(points.x, points.size), Arrays.copyOf(points.y, points.size));
    }

    /** Keeps a bar for the next function, in its place: at the end, or before shorter ones of the same birth. */
    private void leave(double birth, double death) {
        int place = nextSize++;
        while (place > 0 && nextBirths[place - 1] == birth && nextDeaths[place - 1] < death) {
            nextBirths[place] = nextBirths[place - 1];
            nextDeaths[place] = nextDeaths[place - 1];
            place--;
        }
        nextBirths[place] = birth;
        nextDeaths[place] = death;
    }

    /** Critical points in ascending order. */
    private static final class Points {

        private final double[] x;
        private final double[] y;
        private int size;

        private Points(int capacity) {
            x = new double[capacity];
            y = new double[capacity];
        }

        /** Points that rounding puts on the one before are dropped, but a zero stays a zero. */
        private void add(double atX, double atY) {
            if (size > 0 && atX <= x[size - 1]) {
                y[size - 1] = atY == 0 ? 0 : y[size - 1];
                return;
            }
            x[size] = atX;
            y[size++] = atY;
        }
    }
}
