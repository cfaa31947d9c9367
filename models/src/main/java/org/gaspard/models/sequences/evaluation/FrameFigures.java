package org.gaspard.models.sequences.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Score;

/**
 * A number for each transformation, starting image and frame, and what is said of them. Standard errors are those of means over
 * starting images, the deviation with N − 1 over √N; NaN for one.
 *
 * @param transformations the names
 * @param values [transformations][starting images][frames]
 * @param summed whether the number of a sequence is the sum over its frames, or else their mean
 */
record FrameFigures(List<String> transformations, double[][][] values, boolean summed) {

    private double ofSequence(double[] frames) {
        double sum = Arrays.stream(frames).sum();
        return summed ? sum : sum / frames.length;
    }

    private double[] ofSequences(int k) {
        return Arrays.stream(values[k]).mapToDouble(this::ofSequence).toArray();
    }

    /** The mean over the transformations of each starting image. */
    private double[] ofImages() {
        double[] means = new double[values[0].length];
        for (int k = 0; k < values.length; k++) {
            double[] sequences = ofSequences(k);
            for (int n = 0; n < means.length; n++) {
                means[n] += sequences[n] / values.length;
            }
        }
        return means;
    }

    /** The mean over transformations and starting images with its standard error, and a warning where either is not a number. */
    Score score(String metric) {
        double[] images = ofImages();
        double value = mean(images);
        Score score = Score.of(metric, value)
                .withFigure("standard error", standardError(images))
                .withSetting("sequences", images.length);
        if (!Double.isFinite(value)) {
            long strange =
                    Arrays.stream(images).filter(each -> !Double.isFinite(each)).count();
            score = score.withWarning("of " + strange + " starting images the number is not finite");
        }
        return images.length == 1 ? score.withWarning("one starting image: no standard errors") : score;
    }

    /** Means of the transformations and their standard errors. */
    Score.Table byTransformation(String name) {
        double[][] rows = IntStream.range(0, values.length)
                .mapToObj(this::ofSequences)
                .map(sequences -> new double[] {mean(sequences), standardError(sequences)})
                .toArray(double[][]::new);
        return new Score.Table(name, "transformation", transformations, "", List.of("mean", "standard error"), rows);
    }

    /** Means of each frame under each transformation. */
    Score.Table byFrame(String name) {
        int frames = values[0][0].length;
        List<String> columns =
                IntStream.rangeClosed(1, frames).mapToObj(Integer::toString).toList();
        double[][] rows = Arrays.stream(values)
                .map(sequences -> IntStream.range(0, frames)
                        .mapToDouble(t -> mean(Arrays.stream(sequences)
                                .mapToDouble(row -> row[t])
                                .toArray()))
                        .toArray())
                .toArray(double[][]::new);
        return new Score.Table(name, "transformation", transformations, "frame", columns, rows);
    }

    /** With the mean over transformations 0 … k in place of transformation k. */
    FrameFigures running() {
        double[][][] means = new double[values.length][values[0].length][values[0][0].length];
        for (int k = 0; k < means.length; k++) {
            for (int n = 0; n < means[k].length; n++) {
                for (int t = 0; t < means[k][n].length; t++) {
                    double before = k == 0 ? 0 : means[k - 1][n][t] * k;
                    means[k][n][t] = (before + values[k][n][t]) / (k + 1);
                }
            }
        }
        return new FrameFigures(transformations, means, summed);
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).sum() / numbers.length;
    }

    private static double standardError(double[] numbers) {
        double mean = mean(numbers);
        double squares =
                Arrays.stream(numbers).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
    }
}
