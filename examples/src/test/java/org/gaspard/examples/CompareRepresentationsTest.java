package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.examples.CompareRepresentations.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareRepresentationsTest {

    /** The published order (Barannikov et al. 2022): τ = 1 for RTD, 0.24 for CKA and 0.14 for SVCCA, with another cloud. */
    @Test
    void onlyTheRepresentationTopologyDivergenceOrdersTheClouds(@TempDir Path folder) throws Exception {
        var printed = new ByteArrayOutputStream();
        List<double[]> scores =
                CompareRepresentations.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));
        double[] rtd = scores.get(Measure.RTD.ordinal());
        for (int i = 1; i < rtd.length; i++) {
            assertThat(rtd[i]).isGreaterThan(rtd[i - 1]);
        }
        // Another draw of the cloud has 10.4 and 19.7 at the ends.
        assertThat(rtd[0]).isBetween(9.0, 11.5);
        assertThat(rtd[6]).isBetween(18.5, 21.0);
        assertThat(CompareRepresentations.kendall(rtd)).isEqualTo(1);
        for (Measure other : List.of(Measure.RTD_LITE, Measure.CKA, Measure.SVCCA)) {
            assertThat(CompareRepresentations.kendall(scores.get(other.ordinal())))
                    .as(other.title())
                    .isLessThan(0.5);
        }
        String table = printed.toString(StandardCharsets.UTF_8);
        assertThat(table.lines()).hasSize(10);
        assertThat(table).contains("RTD-Lite", "1.00", folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "scores.png",
                            "barcode-3.png",
                            "cloud-1.png",
                            "cloud-2.png",
                            "cloud-3.png",
                            "cloud-4.png",
                            "cloud-5.png",
                            "cloud-6.png",
                            "cloud-10.png",
                            "cloud-12.png");
        }
    }

    @Test
    void aCloudIsNotDifferentFromItself() {
        double[] cloud = CompareRepresentations.cloud();
        for (Measure measure : Measure.values()) {
            assertThat(measure.between(cloud, cloud)).as(measure.title()).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void kendallCountsPairs() {
        assertThat(CompareRepresentations.kendall(new double[] {1, 2, 3})).isEqualTo(1);
        assertThat(CompareRepresentations.kendall(new double[] {3, 2, 1})).isEqualTo(-1);
        assertThat(CompareRepresentations.kendall(new double[] {1, 3, 2, 4})).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(CompareRepresentations.kendall(new double[] {1, 1, 2})).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void theDrawsAreDealtOutInTurn() {
        double[] moved = CompareRepresentations.clusters(new double[600], 4);
        // Draws 0, 1, 2 and 5, by their first point.
        assertThat(Arrays.copyOfRange(moved, 0, 2)).containsExactly(new double[] {10, 0}, within(1e-12));
        assertThat(Arrays.copyOfRange(moved, 10, 12)).containsExactly(new double[] {0, 10}, within(1e-12));
        assertThat(Arrays.copyOfRange(moved, 20, 22)).containsExactly(new double[] {-10, 0}, within(1e-12));
        assertThat(Arrays.copyOfRange(moved, 50, 52)).containsExactly(new double[] {0, 10}, within(1e-12));
    }
}
