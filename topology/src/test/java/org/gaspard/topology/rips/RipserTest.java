package org.gaspard.topology.rips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Barcodes of {@code src/test/oracles/ripser.py}. */
class RipserTest {

    record Case(String kind, int n, long seed, int maxDimension, int prime, List<Diagram> diagrams) {

        static Case parse(String line) {
            String[] parts = line.split("\\|", -1);
            String[] head = parts[0].trim().split(" ");
            List<Diagram> diagrams = Stream.iterate(1, k -> k < parts.length, k -> k + 1)
                    .map(k -> diagram(k - 1, parts[k].trim()))
                    .toList();
            return new Case(
                    head[0],
                    Integer.parseInt(head[1]),
                    Long.parseLong(head[2]),
                    Integer.parseInt(head[3]),
                    Integer.parseInt(head[4]),
                    diagrams);
        }

        private static Diagram diagram(int dimension, String bars) {
            if (bars.isEmpty()) {
                return Diagram.empty(dimension);
            }
            return Diagram.of(
                            dimension,
                            Arrays.stream(bars.split(" "))
                                    .map(bar -> Arrays.stream(bar.split(","))
                                            .mapToDouble(end -> end.equals("inf")
                                                    ? Double.POSITIVE_INFINITY
                                                    : Double.parseDouble(end))
                                            .toArray())
                                    .toArray(double[][]::new))
                    .sorted();
        }

        @Override
        public String toString() {
            return kind + " n=" + n + " seed=" + seed + " dim=" + maxDimension + " p=" + prime;
        }
    }

    static List<Case> cases() throws IOException {
        return lines("ripser.txt").stream().map(Case::parse).toList();
    }

    private static List<String> lines(String file) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RipserTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }

    @Test
    void thereAreEnoughCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void barsAreThoseOfRipser(Case known) {
        DistanceMatrix matrix = Inputs.matrix(known.kind(), known.n(), known.seed());
        VietorisRips rips = VietorisRips.upTo(known.maxDimension()).withCoefficients(known.prime());
        Persistence dense = rips.compute(matrix);
        Persistence sparse = rips.compute(SparseDistances.upTo(Double.POSITIVE_INFINITY, matrix));
        for (int k = 0; k <= known.maxDimension(); k++) {
            assertThat(dense.barcode(k).diagram().sorted())
                    .isEqualTo(known.diagrams().get(k));
            assertThat(sparse.barcode(k).diagram().sorted())
                    .isEqualTo(known.diagrams().get(k));
        }
    }

    static List<String> clouds() throws IOException {
        return lines("ripser_clouds.txt");
    }

    /** Clouds of up to 360 points with a threshold, made by {@code src/test/oracles/ripser_clouds.py}: see there for a line. */
    @ParameterizedTest
    @MethodSource("clouds")
    void barsOfLargerCloudsAreThoseOfRipser(String line) {
        String[] parts = line.split("\\|");
        String[] head = parts[0].trim().split(" ");
        DistanceMatrix matrix = Inputs.matrix(head[0], Integer.parseInt(head[1]), Long.parseLong(head[2]));
        double threshold = Double.parseDouble(head[4]);
        VietorisRips rips = VietorisRips.upTo(Integer.parseInt(head[3])).withThreshold(threshold);
        Persistence dense = rips.compute(matrix);
        Persistence sparse = rips.compute(SparseDistances.upTo(threshold, matrix));
        for (int k = 0; k <= rips.maxDimension(); k++) {
            double[] expected = Arrays.stream(parts[k + 1].trim().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            Diagram bars = dense.barcode(k).diagram().sorted();
            double[] lengths = bars.finite().lengths();
            double[] found = {
                bars.size(),
                bars.size() - lengths.length,
                Arrays.stream(lengths).sum(),
                Arrays.stream(lengths).max().orElse(0)
            };
            // Six digits of a float for each end.
            assertThat(found).containsExactly(expected, within(1e-5 * Math.max(1, expected[2])));
            assertThat(sparse.barcode(k).diagram().sorted()).isEqualTo(bars);
        }
    }
}
