package org.gaspard.examples.report;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * At most 256 colours for pictures of many, by median cut.
 *
 * <p>Colours are first counted in 32 × 32 × 32 equal cells of the cube of red, green and blue, each with the mean of its
 * pixels. Starting with one box of all cells, the box and channel with the largest sum of squared deviations is cut at
 * the median pixel of that channel, until there are 256 boxes or no box has two cells. A box's colour is the mean of its
 * pixels. No step depends on chance; ties go to the earlier box, channel and cell.
 */
final class Palette {

    private static final int SIZE = 256;
    private static final int CELLS = 1 << 15;
    private static final short UNKNOWN = -1;

    private final int[] colors;
    /** The answer for each colour that was asked for. */
    private final short[] known = new short[1 << 24];

    private Palette(int[] colors) {
        this.colors = colors;
        Arrays.fill(known, UNKNOWN);
    }

    /** The palette of pictures, given as arrays of 0xRRGGBB. */
    static Palette of(List<int[]> pictures) {
        var distinct = new BitSet(1 << 24);
        pictures.forEach(pixels -> Arrays.stream(pixels).forEach(distinct::set));
        return new Palette(distinct.cardinality() <= SIZE ? distinct.stream().toArray() : medianCut(pictures));
    }

    /** The index of the colour with the smallest squared distance in red, green and blue; the first of equals. */
    int nearest(int rgb) {
        if (known[rgb] == UNKNOWN) {
            int best = 0;
            for (int i = 1; i < colors.length; i++) {
                best = distance(colors[i], rgb) < distance(colors[best], rgb) ? i : best;
            }
            known[rgb] = (short) best;
        }
        return known[rgb];
    }

    private static int distance(int a, int b) {
        int red = (a >> 16) - (b >> 16);
        int green = (a >> 8 & 255) - (b >> 8 & 255);
        int blue = (a & 255) - (b & 255);
        return red * red + green * green + blue * blue;
    }

    /** Always of 256 entries, the last ones black where there are fewer colours. */
    IndexColorModel colorModel() {
        return new IndexColorModel(8, SIZE, Arrays.copyOf(colors, SIZE), 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    private static int[] medianCut(List<int[]> pictures) {
        List<Box> boxes = new ArrayList<>(List.of(new Box(cells(pictures))));
        while (boxes.size() < SIZE) {
            int widest = 0;
            for (int i = 1; i < boxes.size(); i++) {
                widest = boxes.get(i).spread > boxes.get(widest).spread ? i : widest;
            }
            if (boxes.get(widest).spread == 0) {
                break;
            }
            boxes.addAll(boxes.remove(widest).cut());
        }
        return boxes.stream().mapToInt(Box::color).toArray();
    }

    private static List<Cell> cells(List<int[]> pictures) {
        long[] counts = new long[CELLS];
        long[][] sums = new long[3][CELLS];
        for (int[] pixels : pictures) {
            for (int rgb : pixels) {
                int cell = rgb >> 9 & 0x7c00 | rgb >> 6 & 0x3e0 | rgb >> 3 & 0x1f;
                counts[cell]++;
                sums[0][cell] += rgb >> 16;
                sums[1][cell] += rgb >> 8 & 255;
                sums[2][cell] += rgb & 255;
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            if (counts[i] > 0) {
                double n = counts[i];
                cells.add(new Cell(counts[i], List.of(sums[0][i] / n, sums[1][i] / n, sums[2][i] / n)));
            }
        }
        return cells;
    }

    /** Pixels that are taken as one colour. */
    private record Cell(long count, List<Double> mean) {}

    /** Some cells, with the channel in which they differ most. */
    private static final class Box {

        private final List<Cell> cells;
        private final long count;
        private final int channel;
        private final double spread;

        Box(List<Cell> cells) {
            this.cells = cells;
            count = cells.stream().mapToLong(Cell::count).sum();
            double[] spreads = {spread(0), spread(1), spread(2)};
            int widest = spreads[1] > spreads[0] ? 1 : 0;
            channel = spreads[2] > spreads[widest] ? 2 : widest;
            // A single cell cannot be cut, whatever rounding makes of its spread.
            spread = cells.size() < 2 ? 0 : spreads[channel];
        }

        private double mean(int c) {
            double sum = 0;
            for (Cell cell : cells) {
                sum += cell.count * cell.mean.get(c);
            }
            return sum / count;
        }

        private double spread(int c) {
            double middle = mean(c);
            double sum = 0;
            for (Cell cell : cells) {
                double off = cell.mean.get(c) - middle;
                sum += cell.count * off * off;
            }
            return sum;
        }

        /** Two boxes, none of them empty. */
        List<Box> cut() {
            List<Cell> sorted = new ArrayList<>(cells);
            sorted.sort(Comparator.comparingDouble(cell -> cell.mean.get(channel)));
            long below = sorted.getFirst().count;
            int at = 1;
            while (at < sorted.size() - 1 && below + sorted.get(at).count <= count / 2) {
                below += sorted.get(at).count;
                at++;
            }
            return List.of(new Box(sorted.subList(0, at)), new Box(sorted.subList(at, sorted.size())));
        }

        int color() {
            return (int) Math.round(mean(0)) << 16 | (int) Math.round(mean(1)) << 8 | (int) Math.round(mean(2));
        }
    }
}
