package org.gaspard.metrics.generation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.GaussianPosteriors;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.generation.StructuralSimilarity.Layout;
import org.junit.jupiter.api.Test;

/** Against oracles/generation.py, on 24 sets each. */
class GenerationOracleTest {

    private static void hold(String name, String values, double bound, IntFunction<double[]> found) {
        Deviations.record(
                name,
                OracleSets.COUNT,
                OracleSets.largestDeviation(
                        OracleSets.values(GenerationOracleTest.class, "generation.txt", values), found),
                bound);
    }

    private static float[] image(int size, int seed) {
        float[] image = new float[size];
        double[] noise = OracleSets.noise(1, size, seed)[0];
        for (int i = 0; i < size; i++) {
            image[i] = (float) noise[i];
        }
        return image;
    }

    @Test
    void structuralSimilarity() {
        hold("SSIM", "ssim", 1e-13, set -> {
            Layout layout = Layout.channelsFirst(2, 1 + 2 * (set % 2), 11 + set, 34 - set);
            float[] x = image(layout.elements(), 5000 + set);
            float[] y = image(layout.elements(), 6000 + set);
            float share = (float) (set / 24.0);
            for (int i = 0; i < y.length; i++) {
                y[i] = (1 - share) * x[i] + share * y[i];
            }
            return StructuralSimilarity.standard().each(layout, x, y, 1);
        });
    }

    @Test
    void multiScaleSimilarity() {
        MultiScaleSimilarity metric = new MultiScaleSimilarity(StructuralSimilarity.standard(), List.of(0.2, 0.3, 0.5));
        hold("MS-SSIM", "ms_ssim", 1e-13, set -> {
            Layout layout = Layout.channelsFirst(1, 1, 48 + set, 48 + set);
            float[] x = image(layout.elements(), 7000 + set);
            double[] noise = OracleSets.noise(1, layout.elements(), 8000 + set)[0];
            float[] y = new float[x.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = (float) (0.8 * x[i] + 0.2 * noise[i]);
            }
            return metric.each(layout, x, y, 1);
        });
    }

    @Test
    void divergencesOfPosteriors() {
        hold("KL of posteriors", "divergences", 1e-13, set -> {
            Codes means = OracleSets.codes(set);
            double[][] variances = OracleSets.noise(means.points(), means.width(), 9000 + set);
            for (double[] row : variances) {
                Arrays.setAll(row, l -> 0.01 + 2 * row[l]);
            }
            GaussianPosteriors posteriors = GaussianPosteriors.ofVariances(means, Codes.ofRows(variances));
            Score rate = PosteriorRate.score(posteriors);
            return DoubleStream.concat(
                            DoubleStream.of(rate.value(), rate.figure("active units")),
                            Arrays.stream(posteriors.divergences()))
                    .toArray();
        });
    }

    @Test
    void boundsOnLikelihood() {
        hold("ELBO and IWAE", "bounds", 1e-13, set -> {
            LogWeights weights = weights(set);
            Score iwae = weights.iwae(4);
            return new double[] {weights.elbo().value(), iwae.value(), iwae.figure("standard error")};
        });
        hold(
                "effective sample size",
                "effective",
                1e-12,
                set -> Arrays.copyOf(weights(set).effectiveSampleSizes(), 5));
    }

    private static LogWeights weights(int set) {
        double[][] values = OracleSets.noise(OracleSets.points(set), 12, 10000 + set);
        for (double[] row : values) {
            Arrays.setAll(row, k -> 40 * row[k] - 900 * (set % 2));
        }
        return LogWeights.of(values);
    }

    private static Codes other(int set) {
        Codes codes = OracleSets.codes(set);
        return Codes.ofRows(OracleSets.noise(codes.points() + 11, codes.width(), 11000 + set));
    }

    @Test
    void frechetDistance() {
        hold("Fréchet distance", "frechet", 1e-13, set -> new double[] {
            FrechetDistance.standard()
                    .between(OracleSets.codes(set), other(set))
                    .value()
        });
    }

    @Test
    void kernelDistance() {
        hold("kernel distance", "kernel", 1e-12, set -> new double[] {
            KernelDistance.standard().between(OracleSets.codes(set), other(set)).value()
        });
    }
}
