package org.gaspard.examples.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Codes of data over draws of a prior: a panel for each pair of some latent dimensions, prior draws in grey, codes in the
 * colour of their label. All panels show the same square about 0, whose range is written below.
 *
 * <pre>{@code
 * new LatentScatter("Codes", List.of("zero", "one"), 200).draw(codes, labels, draws, 0, 1, 5)
 * }</pre>
 *
 * @param title a line above; may be empty
 * @param labelNames of labels 0, 1, …; empty for no line of names
 * @param side the width of a panel on the page, at least 80
 */
public record LatentScatter(String title, List<String> labelNames, int side) {

    private static final double ROOM = 1.05;

    /** Copies the names. */
    public LatentScatter {
        labelNames = List.copyOf(labelNames);
    }

    /**
     * Draws the points.
     *
     * @param codes [n][d]
     * @param labels of the codes, from 0 on, [n]
     * @param draws of the prior, [m][d], perhaps none
     * @param dimensions two or more of 0, …, d − 1
     * @throws IllegalArgumentException if there are fewer than two dimensions, or not a label for each code
     * @throws IndexOutOfBoundsException if a dimension is not one of the latents
     */
    public Picture draw(double[][] codes, int[] labels, double[][] draws, int... dimensions) {
        if (dimensions.length < 2) {
            throw new IllegalArgumentException("dimensions must be at least 2, found " + dimensions.length);
        }
        if (codes.length != labels.length) {
            throw new IllegalArgumentException(
                    "labels must be one for each of " + codes.length + " codes, found " + labels.length);
        }
        int last = dimensions.length - 1;
        double extent = extent(dimensions, codes, draws);
        ScatterGrid grid = new ScatterGrid(
                title,
                names(Arrays.copyOf(dimensions, last)),
                names(Arrays.copyOfRange(dimensions, 1, last + 1)),
                extent,
                side);
        List<ScatterGrid.Panel> panels = new ArrayList<>();
        for (int row = 1; row <= last; row++) {
            for (int column = 0; column < last; column++) {
                // Above the diagonal there would be the same pairs again.
                boolean shown = column < row;
                int[] pair = {dimensions[column], dimensions[row]};
                panels.add(new ScatterGrid.Panel(
                        shown ? points(draws, pair) : new double[0],
                        shown ? points(codes, pair) : new double[0],
                        shown ? labels : new int[0],
                        shown ? "−" + Figures.text(extent) + " … " + Figures.text(extent) : ""));
            }
        }
        return grid.draw(panels, labelNames);
    }

    private static List<String> names(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(l -> "z" + l).toList();
    }

    private static double extent(int[] dimensions, double[][]... clouds) {
        double largest = 0;
        for (double[][] cloud : clouds) {
            for (double[] point : cloud) {
                for (int l : dimensions) {
                    largest = Math.max(largest, Math.abs(point[Objects.checkIndex(l, point.length)]));
                }
            }
        }
        return largest == 0
                ? 1
                : new BigDecimal(ROOM * largest)
                        .round(new MathContext(2, RoundingMode.UP))
                        .doubleValue();
    }

    private static double[] points(double[][] cloud, int[] pair) {
        return IntStream.range(0, 2 * cloud.length)
                .mapToDouble(i -> cloud[i / 2][pair[i % 2]])
                .toArray();
    }
}
