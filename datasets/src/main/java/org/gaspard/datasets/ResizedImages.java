package org.gaspard.datasets;

/** Images resampled by bilinear interpolation. */
final class ResizedImages implements DerivedDataset {

    private final LabelledDataset source;
    private final Axis rows;
    private final Axis columns;

    ResizedImages(LabelledDataset source, int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("cannot resize images to " + height + "×" + width);
        }
        PaddedImages.checkSize(source, height, width);
        this.source = source;
        this.rows = Axis.of(source.height(), height);
        this.columns = Axis.of(source.width(), width);
    }

    /** For each output position the lower neighbour, the upper one, and the weight of the upper one. */
    private record Axis(int[] low, int[] high, float[] weight) {

        static Axis of(int from, int to) {
            Axis axis = new Axis(new int[to], new int[to], new float[to]);
            for (int i = 0; i < to; i++) {
                double centre = Math.clamp((i + 0.5) * from / to - 0.5, 0, from - 1);
                axis.low[i] = (int) centre;
                axis.high[i] = Math.min(axis.low[i] + 1, from - 1);
                axis.weight[i] = (float) (centre - axis.low[i]);
            }
            return axis;
        }
    }

    @Override
    public LabelledDataset source() {
        return source;
    }

    @Override
    public int height() {
        return rows.low.length;
    }

    @Override
    public int width() {
        return columns.low.length;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        float[] image = new float[source.pixels()];
        source.read(index, image, 0);
        int to = offset;
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                for (int c = 0; c < channels(); c++) {
                    float upper = row(image, rows.low[y], x, c);
                    float lower = row(image, rows.high[y], x, c);
                    out[to++] = upper + rows.weight[y] * (lower - upper);
                }
            }
        }
    }

    private float row(float[] image, int y, int x, int c) {
        int row = y * source.width();
        float left = image[(row + columns.low[x]) * channels() + c];
        float right = image[(row + columns.high[x]) * channels() + c];
        return left + columns.weight[x] * (right - left);
    }
}
