package org.gaspard.topology.rips;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collapsed graphs of {@code src/test/oracles/collapse.py}. */
class GudhiCollapseTest {

    private static final double GRID = 0x1p20;

    record Case(String kind, int n, long seed, double threshold, List<String> edges) {

        static Case parse(String line) {
            String[] parts = line.split(" ");
            return new Case(
                    parts[0],
                    Integer.parseInt(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3].equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(parts[3]) / GRID,
                    Arrays.stream(parts).skip(4).sorted().toList());
        }

        @Override
        public String toString() {
            return kind + " n=" + n + " seed=" + seed + " threshold=" + threshold;
        }
    }

    static List<Case> cases() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GudhiCollapseTest.class.getResourceAsStream("collapse.txt")),
                StandardCharsets.UTF_8))) {
            return in.lines().map(Case::parse).toList();
        }
    }

    @Test
    void thereAreEnoughCases() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void edgesAreThoseOfGudhi(Case known) {
        DistanceMatrix matrix = Inputs.matrix(known.kind(), known.n(), known.seed());
        SparseDistances left = EdgeCollapse.of(SparseDistances.upTo(known.threshold(), matrix));
        assertThat(IntStream.range(0, left.edges())
                        .mapToObj(e -> left.low(e) + "," + left.high(e) + "," + (long) (left.length(e) * GRID))
                        .sorted()
                        .toList())
                .isEqualTo(known.edges());
    }
}
