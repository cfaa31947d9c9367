package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.topology.rips.Chain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindLoopsTest {

    @Test
    void threeLongBarsGoAroundTheThreeCircles(@TempDir Path folder) throws Exception {
        var printed = new ByteArrayOutputStream();
        FindLoops.Found found = FindLoops.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<Integer> longest = FindLoops.longestFirst(found.loops());
        double third = found.loops().diagram().length(longest.get(2));
        double fourth = found.loops().diagram().length(longest.get(3));
        assertThat(third).isGreaterThan(1.5 * fourth);
        double[] cloud = FindLoops.cloud();
        double[][] centres = {{-1.5, 0}, {1.0, 0.3}, {0.6, -1.4}};
        List<Integer> around = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Chain cycle = found.loops().representative(longest.get(i));
            for (int c = 0; c < 3; c++) {
                if (crossings(cycle, cloud, centres[c]) % 2 == 1) {
                    around.add(c);
                }
            }
        }
        assertThat(around).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(found.bottleneck()).isPositive().isLessThanOrEqualTo(found.bound());
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("300 points", "75 of the points");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cycles.png", "diagram.png", "barcode.png");
        }
    }

    /** How often a ray from a point crosses the edges: an odd number if the cycle goes around it. */
    private static int crossings(Chain cycle, double[] cloud, double[] point) {
        int count = 0;
        for (int i = 0; i < cycle.size(); i++) {
            int v = 2 * cycle.simplex(i)[0];
            int w = 2 * cycle.simplex(i)[1];
            double above = cloud[v + 1] - point[1];
            double otherAbove = cloud[w + 1] - point[1];
            if (above > 0 != otherAbove > 0) {
                double x = cloud[v] + (cloud[w] - cloud[v]) * above / (above - otherAbove);
                count += x > point[0] ? 1 : 0;
            }
        }
        return count;
    }
}
