package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.examples.LearnMaps.Geometry;
import org.gaspard.examples.LearnMaps.Regulariser;
import org.gaspard.examples.LearnMaps.Row;
import org.gaspard.examples.LearnMaps.Score;
import org.gaspard.examples.LearnMaps.Target;
import org.gaspard.examples.LearnMaps.Training;
import org.gaspard.tensor.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnMapsTest {

    /** Few large steps; with more, the differences grow. */
    @Test
    void theGapKeepsTheGeometryWithoutMissingTheTarget(@TempDir Path folder) throws Exception {
        var printed = new ByteArrayOutputStream();
        List<Row> rows =
                LearnMaps.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8), new Training(120, 5e-3));
        for (Target target : Target.values()) {
            for (Geometry geometry : Geometry.values()) {
                Score none = score(rows, target, geometry, Regulariser.NONE);
                Score distortion = score(rows, target, geometry, Regulariser.DISTORTION);
                Score gap = score(rows, target, geometry, Regulariser.GAP);
                assertThat(none.divergence()).isLessThan(0.1);
                assertThat(gap.divergence()).isLessThan(0.12);
                assertThat(distortion.divergence()).isGreaterThan(2.5 * gap.divergence());
                assertThat(distortion.distortion()).isLessThan(0.1 * none.distortion());
                assertThat(gap.gap()).isLessThan(0.5 * none.gap());
            }
        }
        String table = printed.toString(StandardCharsets.UTF_8);
        assertThat(table.lines()).hasSize(14);
        assertThat(table)
                .contains("Gromov-Monge gap", folder.resolve("maps.png").toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("maps.png");
        }
    }

    private static Score score(List<Row> rows, Target target, Geometry geometry, Regulariser regulariser) {
        List<Row> found = rows.stream()
                .filter(row -> row.target() == target && row.geometry() == geometry)
                .filter(row -> row.regulariser() == regulariser)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst().score();
    }

    @Test
    void theDistributionsAreWhatTheyAreSaidToBe() {
        double[] source = LearnMaps.source(RandomKey.of(1), 1000).toDoubleArray();
        double x = 0;
        double y = 0;
        for (int i = 3; i < 1000; i += 5) {
            x += source[2 * i] / 200;
            y += source[2 * i + 1] / 200;
        }
        // The Gaussian at 90°, the mean of 200 draws with the deviation 0.25.
        assertThat(x).isCloseTo(0, within(0.08));
        assertThat(y).isCloseTo(1.5, within(0.08));
        double[] square = Target.SQUARE.draw(RandomKey.of(2), 1000).toDoubleArray();
        assertThat(square).hasSize(2000);
        double corner = 0;
        for (double coordinate : square) {
            assertThat(coordinate).isBetween(-1.0, 1.0);
            corner = Math.max(corner, coordinate);
        }
        assertThat(corner).isGreaterThan(0.98);
        double[] ring = Target.RING.draw(RandomKey.of(3), 1000).toDoubleArray();
        int above = 0;
        for (int i = 0; i < 1000; i++) {
            assertThat(Math.hypot(ring[2 * i], ring[2 * i + 1])).isBetween(0.9 - 1e-6, 1.1 + 1e-6);
            above += ring[2 * i + 1] > 0 ? 1 : 0;
        }
        assertThat(above).isBetween(430, 570);
    }
}
