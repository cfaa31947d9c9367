package org.gaspard.topology.cubical;

import java.util.Arrays;
import org.gaspard.topology.Diagram;

/** Bars of one dimension whose ends are places in the order of pixels: a growing list. */
final class RankedBars {

    private static final int ESSENTIAL = Integer.MAX_VALUE;

    private long[] bars = new long[16];
    private int size;

    void add(int birthRank, int deathRank) {
        if (size == bars.length) {
            bars = Arrays.copyOf(bars, 2 * size);
        }
        bars[size++] = (long) birthRank << Integer.SIZE | deathRank;
    }

    void addEssential(int birthRank) {
        add(birthRank, ESSENTIAL);
    }

    /** Takes one off the numbers of cells of the pixels at both ends: {@code births[birth]} and {@code deaths[death]}. */
    void subtractFrom(int[] births, int[] deaths) {
        for (int i = 0; i < size; i++) {
            births[birthRank(i)]--;
            if (deathRank(i) != ESSENTIAL) {
                deaths[deathRank(i)]--;
            }
        }
    }

    private int birthRank(int i) {
        return (int) (bars[i] >> Integer.SIZE);
    }

    private int deathRank(int i) {
        return (int) bars[i];
    }

    /**
     * The bars in the order of births, then deaths.
     *
     * @param order the pixel at each place
     * @param values the value of each pixel
     * @param zeroLengthBars whether to keep bars whose ends have one value
     */
    CriticalDiagram diagram(int dimension, int[] order, double[] values, boolean zeroLengthBars) {
        Arrays.sort(bars, 0, size);
        int[] births = new int[size];
        int[] deaths = new int[size];
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int birth = order[birthRank(i)];
            int death = deathRank(i) == ESSENTIAL ? CriticalDiagram.NONE : order[deathRank(i)];
            if (zeroLengthBars || death == CriticalDiagram.NONE || values[birth] < values[death]) {
                births[kept] = birth;
                deaths[kept++] = death;
            }
        }
        int[] birthPixels = Arrays.copyOf(births, kept);
        int[] deathPixels = Arrays.copyOf(deaths, kept);
        return new CriticalDiagram(
                Diagram.of(dimension, gather(values, birthPixels), gather(values, deathPixels)),
                birthPixels,
                deathPixels);
    }

    private static double[] gather(double[] values, int[] pixels) {
        return Arrays.stream(pixels)
                .mapToDouble(pixel -> pixel == CriticalDiagram.NONE ? Double.POSITIVE_INFINITY : values[pixel])
                .toArray();
    }
}
