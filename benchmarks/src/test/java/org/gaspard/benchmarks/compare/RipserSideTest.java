package org.gaspard.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.gaspard.benchmarks.cases.Fingerprint;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.DistanceMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RipserSideTest {

    private static final DistanceMatrix MATRIX =
            DistanceMatrix.of(3, (i, j) -> i == 2 && j == 0 ? Double.POSITIVE_INFINITY : i + j);

    /** A program that says one bar; it keeps what it was asked and its file, and takes longer for work than for reading. */
    private static Path ripser(Path folder, int points, int exitCode) throws Exception {
        Path program = folder.resolve("ripser");
        String script = """
            #!/bin/sh
            echo "$@" >> '%s/asked'
            for last; do :; done
            cp "$last" '%s/input'
            case "$*" in *--threshold*) exit 0 ;; esac
            sleep 0.2
            echo "distance matrix with %d points, using threshold at enclosing radius 2"
            echo "persistence intervals in dim 1:"
            echo " [1,1.5)"
            exit %d
            """.formatted(folder, folder, points, exitCode);
        Files.writeString(program, script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void runsTheProgramForEachMatrix(@TempDir Path folder) throws Exception {
        Path program = ripser(folder, 3, 0);
        Path input;
        try (RipserSide side = RipserSide.start(program.toString(), 1, List.of(MATRIX, MATRIX))) {
            Fingerprint bar = Fingerprint.of(Diagram.of(1, new double[] {1}, new double[] {1.5}));
            assertThat(side.check()).isEqualTo(bar.and(bar));
            double[] seconds = side.run(2);
            assertThat(seconds).hasSize(2);
            // Twice 0.2 s, as far as starting the program takes about as long each time.
            assertThat(Arrays.stream(seconds)).allMatch(s -> s > 0.2);
            List<String> asked = Files.readAllLines(folder.resolve("asked"));
            assertThat(asked).hasSize(1 + 2 + 2 * 2 * 2);
            assertThat(asked.getFirst()).startsWith("--format dipha --dim 0 --threshold -1 ");
            assertThat(asked.getLast()).startsWith("--format dipha --dim 1 ").endsWith("matrix1.dipha");
            input = Path.of(asked.getLast().substring("--format dipha --dim 1 ".length()));
            assertThat(input).exists();
        }
        assertThat(input.getParent()).doesNotExist();
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("input"))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getLong()).isEqualTo(8067171840L);
        assertThat(bytes.getLong()).isEqualTo(7);
        assertThat(bytes.getLong()).isEqualTo(3);
        double never = Double.POSITIVE_INFINITY;
        double[] distances = new double[9];
        bytes.asDoubleBuffer().get(distances);
        assertThat(distances).containsExactly(0, 1, never, 1, 0, 3, never, 3, 0);
    }

    @Test
    void takesTheMedianOfTheReadingsOffEachTime() {
        assertThat(RipserSide.without(new double[] {1.0, 2.0}, List.of(0.25, 0.25, 0.5, 0.25)))
                .containsExactly(0.5, 1.5);
        assertThat(RipserSide.without(new double[] {1.0}, List.of(0.25)))
                .containsExactly(new double[] {0.75}, within(0.0));
    }

    @Test
    void saysThatThereIsNoProgram(@TempDir Path folder) {
        String none = folder.resolve("none").toString();
        assertThatThrownBy(() -> RipserSide.start(none, 1, List.of(MATRIX)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(Failure.MISSING);
                    assertThat(failure.saying("get it")).hasMessage("cannot start " + none + "; get it");
                });
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void saysThatTheProgramFailed(@TempDir Path folder) throws Exception {
        Path program = ripser(folder, 3, 5);
        try (RipserSide side = RipserSide.start(program.toString(), 1, List.of(MATRIX))) {
            assertThatThrownBy(() -> side.run(1))
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(Failure.BROKEN))
                    .hasMessage("ripser ended with exit code 5");
        }
    }
}
