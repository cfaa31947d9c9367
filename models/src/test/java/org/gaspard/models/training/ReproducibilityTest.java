package org.gaspard.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bits whether training was stopped, killed, or run on any number of threads. */
class ReproducibilityTest {

    private static final long STEPS = 60;

    @TempDir
    Path folder;

    private static void assertSameResults(Path found, Path expected) throws IOException {
        for (String name : List.of("losses.csv", "checkpoint.safetensors")) {
            assertThat(found.resolve(name)).hasSameBinaryContentAs(expected.resolve(name));
        }
    }

    private Path uninterrupted() throws IOException {
        Path whole = folder.resolve("whole");
        TinyTraining.trainer(TinyTraining.settings(whole, STEPS)).train();
        return whole;
    }

    @Test
    void resumedTrainingEndsWithTheBitsOfUninterruptedTraining() throws IOException {
        Path parts = folder.resolve("parts");
        for (long stop : new long[] {4, 13, 14, 35}) {
            VaeTrainer trainer = TinyTraining.trainer(TinyTraining.settings(parts, STEPS));
            trainer.every(1, steps -> {
                if (steps == stop) {
                    throw new IOException("stopped");
                }
            });
            assertThatThrownBy(trainer::resume).hasMessage("stopped");
        }
        VaeTrainer last = TinyTraining.trainer(TinyTraining.settings(parts, STEPS));
        assertThat(last.resume()).isEqualTo(30);
        assertSameResults(parts, uninterrupted());
    }

    @Test
    void adversarialTrainingResumesWithTheSameBits() throws IOException {
        Path whole = folder.resolve("gan");
        TinyTraining.gan(whole, 12).train();
        Path parts = folder.resolve("gan-parts");
        TinyTraining.gan(parts, 7).train();
        assertThat(TinyTraining.gan(parts, 12).resume()).isEqualTo(7);
        assertSameResults(parts, whole);
    }

    @Test
    void longerTrainingEndsAsIfItHadNeverBeenShorter() throws IOException {
        Path longer = folder.resolve("longer");
        TinyTraining.trainer(TinyTraining.settings(longer, 25)).train();
        assertThat(TinyTraining.trainer(TinyTraining.settings(longer, STEPS)).resume())
                .isEqualTo(25);
        assertSameResults(longer, uninterrupted());
    }

    @Test
    void resumingFinishedTrainingChangesNothing() throws IOException {
        Path whole = uninterrupted();
        byte[] before = Files.readAllBytes(whole.resolve("checkpoint.safetensors"));
        byte[] log = Files.readAllBytes(whole.resolve("losses.csv"));
        assertThat(TinyTraining.trainer(TinyTraining.settings(whole, STEPS)).resume())
                .isEqualTo(STEPS);
        assertThat(whole.resolve("checkpoint.safetensors")).hasBinaryContent(before);
        assertThat(whole.resolve("losses.csv")).hasBinaryContent(log);
    }

    @Test
    void killedTrainingEndsWithTheBitsOfUninterruptedTraining() throws Exception {
        Path killed = folder.resolve("killed");
        Random random = new Random();
        for (int kill = 0; kill < 2; kill++) {
            Process child = ChildProcess.start(
                    folder.resolve("output.txt"),
                    List.of("-Dgaspard.progress=off"),
                    "tiny",
                    killed.toString(),
                    Long.toString(STEPS),
                    "60");
            long started = kill == 0
                    ? 0
                    : Files.getLastModifiedTime(killed.resolve("checkpoint.safetensors"))
                            .toMillis();
            while (child.isAlive() && !isNewer(killed.resolve("checkpoint.safetensors"), started)) {
                Thread.sleep(2);
            }
            long wait = random.nextLong(300);
            Thread.sleep(wait);
            child.destroyForcibly();
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue())
                    .as(() -> "killed after " + wait + " ms: " + output())
                    .isNotZero();
        }
        long done = TinyTraining.trainer(TinyTraining.settings(killed, STEPS)).resume();
        assertThat(done).isBetween(5L, STEPS - 1);
        assertSameResults(killed, uninterrupted());
    }

    private static boolean isNewer(Path file, long milliseconds) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).toMillis() > milliseconds;
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void theNumberOfThreadsDecidesNothing() throws Exception {
        List<Process> children = new ArrayList<>();
        for (String what : List.of("tiny", "locatello", "gan")) {
            for (int threads = 1; threads <= 3; threads++) {
                String name = what + threads;
                children.add(ChildProcess.start(
                        folder.resolve(name + ".txt"),
                        List.of("-Dgaspard.progress=off", "-Dgaspard.threads=" + threads),
                        what,
                        folder.resolve(name).toString(),
                        "12",
                        "0"));
            }
        }
        for (Process child : children) {
            assertThat(child.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isZero();
        }
        for (String what : List.of("tiny", "locatello", "gan")) {
            assertSameResults(folder.resolve(what + "2"), folder.resolve(what + "1"));
            assertSameResults(folder.resolve(what + "3"), folder.resolve(what + "1"));
            // With progress off nothing is printed but the machine's own words on its incubator module.
            try (Stream<String> lines = Files.lines(folder.resolve(what + "1.txt"))) {
                assertThat(lines).allMatch(line -> line.contains("incubator"));
            }
        }
    }
}
