package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.gaspard.models.progress.CsvLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GanDirectionsTest {

    /** Small enough for seconds. */
    private static final List<String> SMALL =
            List.of("--dataset xysquares --side 16 --latents 6 --width 4 --batch-size 8 --directions 2 --candidates 3"
                    .split(" "));

    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(List<String> arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = GanDirections.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Outcome small(Path output, String more) {
        List<String> arguments = new ArrayList<>(SMALL);
        arguments.addAll(List.of("--search-batch", "12", "--search-steps", "3", "--starts", "1"));
        arguments.addAll(List.of("--output", output.toString()));
        arguments.addAll(Arrays.asList(more.split(" ")));
        return run(arguments);
    }

    @Test
    void aRunLeavesAPageItsPicturesAndItsFigures() throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = small(run, "--steps 20");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains(
                        "found 1",
                        "found 2",
                        "component 3",
                        run.resolve("report.html").toString());
        String html = Files.readString(run.resolve("report.html"));
        assertThat(html).doesNotContain("http", "<script").contains("<th>guard</th><td>relative</td>");
        for (String picture : List.of("walks-1", "walks-2", "data", "generated", "losses")) {
            assertThat(ImageIO.read(run.resolve(picture + ".png").toFile()).getWidth())
                    .as(picture)
                    .isGreaterThan(100);
        }
        assertThat(CsvLog.read(run.resolve("losses.csv")).get("generator")).hasSize(2);
        List<String> rows = Files.readAllLines(run.resolve("directions.csv"));
        assertThat(rows).hasSize(6).first().isEqualTo("direction,rtd,change,vector");
        double[][] vectors = new double[5][];
        for (int i = 0; i < 5; i++) {
            String[] cells = rows.get(i + 1).split(",");
            assertThat(cells[0]).isEqualTo(i < 2 ? "found " + (i + 1) : "component " + (i - 1));
            assertThat(Double.parseDouble(cells[1])).isPositive();
            assertThat(Double.parseDouble(cells[2])).isPositive();
            vectors[i] = Arrays.stream(cells[3].split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
        for (int[] pair : new int[][] {{0, 1}, {2, 3}, {2, 4}, {3, 4}}) {
            assertThat(Math.abs(dot(vectors[pair[0]], vectors[pair[1]]))).isLessThan(1e-9);
        }
        // The directions found are combinations of the components: nothing of their length is elsewhere.
        for (int i = 0; i < 2; i++) {
            double square = 0;
            for (int k = 2; k < 5; k++) {
                square += Math.pow(dot(vectors[i], vectors[k]), 2);
            }
            assertThat(Math.abs(square - 1)).isLessThan(1e-9);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void aRunIsTakenUpOnlyWhenAskedAndSearchedAgain() throws IOException {
        Path run = folder.resolve("run");
        assertThat(small(run, "--steps 3").code()).isZero();
        byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
        Outcome again = small(run, "--steps 3");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("holds a run already", "--resume");
        assertThat(again.err().lines()).hasSize(1);
        String before = Files.readString(run.resolve("directions.csv"));
        Outcome other = small(run, "--steps 3 --resume --guard none --signs positive --step 0.5");
        assertThat(other.out()).contains("resumed after 3 steps");
        assertThat(Files.readString(run.resolve("directions.csv"))).isNotEqualTo(before);
        assertThat(Files.readAllBytes(run.resolve("checkpoint.safetensors"))).isEqualTo(checkpoint);
        Outcome seeded = small(run, "--steps 3 --resume --seed 7");
        assertThat(seeded.code()).isEqualTo(2);
        assertThat(seeded.err()).contains("--resume needs the settings of", "seed 7 instead of 0");
        assertThat(small(run, "--steps 2 --resume").err()).contains("--steps must be at least the 3 steps of");
        assertThat(small(run, "--steps 3 --resume").code()).isZero();
        assertThat(Files.readString(run.resolve("directions.csv"))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 0 | --steps must be at least 1, found 0",
                "--batch-size 1 | --batch-size must be at least 2, found 1",
                "--side 20 | side must be a power of two from 8 on, found 20",
                "--candidates 7 | --candidates must be from 1 to the 6 latents, found 7",
                "--directions 4 | --directions must be from 1 to the 3 candidates, found 4",
                "--step 0 | step must be finite and above 0, found 0.0",
                "--search-batch 1 | batch must be at least 2, found 1",
                "--starts 0 | starts must be at least 1, found 0",
                "--threads 0 | --threads must be from 1 to 256, found 0",
                "--guard some | Invalid value for option '--guard'",
                "--dataset mnist | --data-dir must be given for --dataset mnist",
                "--data-dir /no/such | --data-dir must exist, found /no/such",
                "--surprise | Unknown option: '--surprise'"
            })
    void aBadOptionIsRefusedInOneLine(String arguments, String message) {
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(List.of("--output", folder.resolve("none").toString()));
        for (String word : arguments.split(" ")) {
            // An option that is given twice would be refused for that.
            int at = all.indexOf(word);
            if (word.startsWith("--") && at >= 0) {
                all.remove(at + 1);
                all.remove(at);
            }
            all.add(word);
        }
        Outcome outcome = run(all);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("GanDirections: ").contains(message);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void helpListsTheOptions() {
        Outcome outcome = run(List.of("--help"));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("--guard", "--candidates", "(default: 2000)");
    }
}
