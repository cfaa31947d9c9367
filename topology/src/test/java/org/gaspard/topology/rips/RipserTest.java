package org.gaspard.topology.rips;

import static org.assertj.core.api.Assertions.assertThat;

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
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RipserTest.class.getResourceAsStream("ripser.txt")), StandardCharsets.UTF_8))) {
            return in.lines().map(Case::parse).toList();
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
}
