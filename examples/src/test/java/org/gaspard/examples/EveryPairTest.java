package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryPairTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return EveryPair.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    @Test
    void writesALineForEachPair() throws IOException {
        int code = run(
                "--steps",
                "2",
                "--batch-size",
                "4",
                "--models",
                "iwae,ae,gwae",
                "--regularisers",
                "none,hfs",
                "--output",
                folder.toString());
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("pairs.csv"));
        assertThat(lines).hasSize(7);
        assertThat(lines.get(1)).startsWith("iwae,none,2,true,");
        assertThat(lines.get(4)).startsWith("ae,hfs,2,true,");
        assertThat(lines.get(6)).startsWith("gwae,hfs,2,true,");
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("6 pairs of 2 steps, 0 of them not finite\n");
    }

    @Test
    void refusesWhatTrainVaeRefuses() {
        assertThat(run("--steps", "0", "--output", folder.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--steps must be at least 1, found 0");
        assertThat(run("--models", "gan")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("expected one of", "found gan");
    }
}
