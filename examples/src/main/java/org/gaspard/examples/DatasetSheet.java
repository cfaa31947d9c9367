package org.gaspard.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.Permutation;
import org.gaspard.datasets.rendered.ContactSheet;
import org.gaspard.examples.report.ImageGrid;
import org.gaspard.examples.report.Images;
import org.gaspard.examples.report.Picture;

/**
 * A picture of a data set. Of all combinations of factors: a row for each factor that varies, which sweeps it while
 * the others stay as in a base image. Of others: a row for each class, or for each attribute where all are yes or no, with
 * random images that have it. Of images without labels: random ones.
 */
final class DatasetSheet {

    private static final int COLUMNS = 10;
    private static final int MOST_ROWS = 50;
    private static final int UNLABELLED_ROWS = 6;
    private static final int SHOWN_SIDE = 64;
    private static final long SEED = 1;
    private static final int EMPTY = -1;

    /** A caption, and images; {@value #EMPTY} where there is none. */
    private record Row(String caption, int[] images) {}

    private DatasetSheet() {}

    /** Draws the sheet of a set. */
    static Picture of(LabelledDataset images) {
        List<Row> rows = images instanceof FactoredDataset grid ? sweeps(grid) : classes(images);
        int pixels = images.pixels();
        float[] values = new float[rows.size() * COLUMNS * pixels];
        Arrays.fill(values, 1);
        for (int i = 0; i < rows.size() * COLUMNS; i++) {
            int index = rows.get(i / COLUMNS).images[i % COLUMNS];
            if (index != EMPTY) {
                images.read(index, values, i * pixels);
            }
        }
        return ImageGrid.ofColumns(COLUMNS)
                .zoom(Math.max(1, SHOWN_SIDE / images.height()))
                .title(String.format(Locale.ROOT, "%s, %,d images", images.name(), images.size()))
                .rowCaptions(rows.stream().map(Row::caption).toList())
                .draw(new Images(values, rows.size() * COLUMNS, images.height(), images.width(), images.channels()));
    }

    private static List<Row> sweeps(FactoredDataset grid) {
        int base = base(grid);
        int[] swept = ContactSheet.sweep(grid.grid(), base, COLUMNS);
        return IntStream.range(0, grid.factors().size())
                .filter(f -> grid.factors().get(f).size() > 1)
                .mapToObj(f -> new Row(
                        grid.factors().get(f).toString(), Arrays.copyOfRange(swept, f * COLUMNS, (f + 1) * COLUMNS)))
                .toList();
    }

    /** Each factor elsewhere in its range than the others, so that colours differ and nothing hides behind another. */
    private static int base(FactoredDataset grid) {
        int count = grid.factors().size();
        return grid.index(IntStream.range(0, count)
                .map(f -> (f + 1) * grid.factors().get(f).size() / (count + 1))
                .toArray());
    }

    private static List<Row> classes(LabelledDataset images) {
        List<Factor> factors = images.factors();
        if (factors.isEmpty()) {
            return IntStream.range(0, Math.clamp(Math.ceilDiv(images.size(), COLUMNS), 1, UNLABELLED_ROWS))
                    .mapToObj(row -> new Row("", random(images, row * COLUMNS)))
                    .toList();
        }
        List<Row> rows = new ArrayList<>();
        if (factors.size() > 1 && factors.stream().allMatch(factor -> factor.size() == 2)) {
            for (int f = 0; f < Math.min(factors.size(), MOST_ROWS); f++) {
                rows.add(new Row(factors.get(f).name(), having(images, f, 1)));
            }
        } else {
            Factor first = factors.getFirst();
            for (int position = 0; position < Math.min(first.size(), MOST_ROWS); position++) {
                rows.add(new Row(first.name() + " " + position, having(images, 0, position)));
            }
        }
        return rows;
    }

    private static int[] random(LabelledDataset images, int from) {
        Permutation order = new Permutation(images.size(), SEED);
        return IntStream.range(from, from + COLUMNS)
                .map(i -> i < images.size() ? order.at(i) : EMPTY)
                .toArray();
    }

    /** The first images in random order that have a factor at a position. */
    private static int[] having(LabelledDataset images, int factor, int position) {
        Permutation order = new Permutation(images.size(), SEED);
        int[] found = IntStream.range(0, images.size())
                .map(order::at)
                .filter(index -> images.factor(index, factor) == position)
                .limit(COLUMNS)
                .toArray();
        int[] row = Arrays.copyOf(found, COLUMNS);
        Arrays.fill(row, found.length, COLUMNS, EMPTY);
        return row;
    }
}
