package org.gaspard.datasets.images;

/**
 * Resizes along one axis: for each output position the first source position and the weights from there.
 *
 * @param source the extent of the source
 * @param first for each output position the first source position of nonzero weight
 * @param weights for each output position the weights, which sum to 1
 */
record Resampler(int source, int[] first, float[][] weights) {

    static Resampler of(int source, int target, Filter filter) {
        int[] first = new int[target];
        float[][] weights = new float[target][];
        double scale = (double) source / target;
        double stretch = Math.max(scale, 1);
        for (int i = 0; i < target; i++) {
            double centre = (i + 0.5) * scale;
            // Half an output pixel for the area, which also counts pixels whose centres lie outside.
            double reach = filter == Filter.AREA ? scale / 2 : filter.support() * stretch;
            int from = Math.max(0, (int) Math.floor(centre - reach));
            int end = Math.min(source, (int) Math.ceil(centre + reach));
            double[] raw = new double[end - from];
            double sum = 0;
            for (int j = from; j < end; j++) {
                raw[j - from] = filter == Filter.AREA
                        ? Math.max(0, Math.min(j + 1, centre + reach) - Math.max(j, centre - reach))
                        : filter.kernel((j + 0.5 - centre) / stretch);
                sum += raw[j - from];
            }
            first[i] = from;
            weights[i] = new float[raw.length];
            for (int j = 0; j < raw.length; j++) {
                weights[i][j] = (float) (raw[j] / sum);
            }
        }
        return new Resampler(source, first, weights);
    }

    int target() {
        return first.length;
    }

    /**
     * Resamples an array [outer, source, inner] to [outer, target, inner].
     */
    float[] apply(float[] in, int outer, int inner) {
        float[] out = new float[outer * target() * inner];
        int to = 0;
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < target(); i++) {
                int from = (o * source + first[i]) * inner;
                float[] w = weights[i];
                for (int k = 0; k < inner; k++) {
                    double sum = 0;
                    for (int j = 0; j < w.length; j++) {
                        sum += (double) w[j] * in[from + j * inner + k];
                    }
                    out[to++] = (float) sum;
                }
            }
        }
        return out;
    }
}
