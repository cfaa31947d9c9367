package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.gaspard.models.progress.CsvLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainSparseFlowTest {

    /** Small enough for seconds. */
    private static final String SMALL =
            "--dataset xysquares --side 8 --latents 4 --width 4 --potential-width 4 --batch-size"
                    + " 4 --evaluated 6 --learning-rate 0.01";

    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private Outcome run(String more) {
        List<String> arguments = new ArrayList<>(List.of(SMALL.split(" ")));
        arguments.addAll(List.of("--output", folder.resolve("run").toString()));
        for (String word : more.split(" ")) {
            // An option that is given twice would be refused for that.
            int at = arguments.indexOf(word);
            if (word.startsWith("--") && at >= 0) {
                arguments.remove(at + 1);
                arguments.remove(at);
            }
            arguments.add(word);
        }
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = TrainSparseFlow.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--control single",
                "--control double --slabs-from 10 --top-speed 2",
                "--reference-code --spike-loss mean-rate"
            })
    void aRunLearnsAndLeavesAPageItsPicturesAndItsFigures(String options) throws IOException {
        Outcome outcome = run("--steps 30 " + options);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        Path run = folder.resolve("run");
        assertThat(outcome.out())
                .contains("9 images of 8x8x3 under [scale, rotate, hue]")
                .contains("report: " + run.resolve("report.html"));
        double[] losses = CsvLog.read(run.resolve("losses.csv")).get("reconstruction");
        assertThat(losses).hasSize(3);
        assertThat(losses[2]).isLessThan(losses[0]);
        assertThat(Files.readString(run.resolve("report.html"))).doesNotContain("http", "<script");
        for (String picture : List.of("sequences", "flow-1", "flow-3", "curve-spikes-rate")) {
            assertThat(ImageIO.read(run.resolve(picture + ".png").toFile()).getWidth())
                    .as(picture)
                    .isGreaterThan(100);
        }
        assertThat(run.resolve("flow-2-moving.gif")).isNotEmptyFile();
        List<String> figures = Files.readAllLines(run.resolve("metrics.csv"));
        assertThat(figures.stream().map(line -> line.split(",")[0]))
                .contains("error", "still", "spikes.correlation", "spikes.correlation.hue", "seconds");
    }

    @Test
    void aRunIsTakenUpOnlyWhenAsked() throws IOException {
        assertThat(run("--steps 2").code()).isZero();
        assertThat(run("--steps 2").err()).contains("holds a run already", "--resume");
        assertThat(run("--steps 4 --resume").out()).contains("resumed after 2 steps");
        assertThat(run("--steps 4 --resume --control double").err()).contains("control double instead of single");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 0 | --steps must be at least 1, found 0",
                "--batch-size 0 | --batch-size must be at least 1, found 0",
                "--latents 0 | --latents must be at least 1, found 0",
                "--top-speed 0 | --top-speed must be at least 1, found 0",
                "--slabs-from -1 | --slabs-from must be at least 0, found -1",
                "--evaluated 1 | --evaluated must be at least 2, found 1",
                "--learning-rate 0 | --learning-rate must be above 0, found 0.0",
                "--control some | expected one of [single, double], found some",
                "--dataset mnist | --data-dir must be given for --dataset mnist",
                "--surprise | Unknown option: '--surprise'"
            })
    void aBadOptionIsRefusedInOneLine(String arguments, String message) {
        Outcome outcome = run(arguments);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("TrainSparseFlow: ").contains(message);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
