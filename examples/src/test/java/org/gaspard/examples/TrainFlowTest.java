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
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.gaspard.models.progress.CsvLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TrainFlowTest {

    /** Small enough for seconds. */
    private static final List<String> SMALL = List.of(("--dataset xysquares --side 8 --latents 4 --width 4"
                    + " --potential-width 4 --batch-size 4 --evaluated 6 --samples 2 --variation-pairs 0")
            .split(" "));

    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(List<String> arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = TrainFlow.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Outcome small(Path output, String more) {
        List<String> arguments = with(SMALL, more);
        arguments.addAll(List.of("--output", output.toString()));
        return run(arguments);
    }

    /** The same arguments with others, which take the place of those of the same name. */
    private static List<String> with(List<String> arguments, String more) {
        List<String> all = new ArrayList<>(arguments);
        for (String word : more.split(" ")) {
            int at = all.indexOf(word);
            if (word.startsWith("--") && at >= 0) {
                all.remove(at + 1);
                all.remove(at);
            }
            all.add(word);
        }
        return all;
    }

    private static Map<String, Double> figures(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.toMap(cells -> cells[0], cells -> Double.parseDouble(cells[1])));
    }

    @Test
    void aRunLeavesAPageItsPicturesAndItsFigures() throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = small(run, "--steps 20 --other-dataset xysquares --variation-pairs 20");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("9 images of 8x8x3 under [scale, rotate, hue]")
                .contains("report: " + run.resolve("report.html"));
        String html = Files.readString(run.resolve("report.html"));
        assertThat(html).doesNotContain("http", "<script").contains("<th>method</th><td>flow</td>");
        for (String picture : List.of(
                "foretold-scale",
                "composed-scale-then-rotate-then-hue",
                "composed-rotate-and-hue",
                "beyond-hue",
                "potential-rotate",
                "other-hue",
                "curve-hamilton-jacobi")) {
            assertThat(ImageIO.read(run.resolve(picture + ".png").toFile()).getWidth())
                    .as(picture)
                    .isGreaterThan(100);
        }
        assertThat(run.resolve("composed-rotate-and-hue-moving.gif")).isNotEmptyFile();
        assertThat(CsvLog.read(run.resolve("losses.csv")).get("loss")).hasSize(2);
        Map<String, Double> figures = figures(run);
        double mean = (figures.get("equivariance.scale")
                        + figures.get("equivariance.rotate")
                        + figures.get("equivariance.hue"))
                / 3;
        assertThat(Math.abs(figures.get("equivariance") / mean - 1)).isLessThan(1e-12);
        assertThat(figures.get("likelihood.iwae")).isNegative().isFinite();
        assertThat(figures.get("variation")).isBetween(0.0, 1.0);
        // The other images are the same, but their draws have other keys.
        assertThat(figures.get("other") / figures.get("equivariance")).isBetween(0.9, 1.1);
        assertThat(figures)
                .containsKeys("still", "composed.scale and rotate", "composed.scale and rotate.still", "seconds");
    }

    @ParameterizedTest
    @EnumSource(SequenceMethod.class)
    void eachMethodLearns(SequenceMethod method) throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = small(run, "--steps 30 --learning-rate 0.01 --method " + method);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        double[] losses = CsvLog.read(run.resolve("losses.csv"))
                .get(method == SequenceMethod.FACTOR_VAE ? "reconstruction" : "loss");
        assertThat(losses[2]).isLessThan(losses[0]);
        Map<String, Double> figures = figures(run);
        assertThat(figures.get("equivariance")).isPositive();
        boolean composable = method == SequenceMethod.FLOW || method == SequenceMethod.WEAK;
        assertThat(figures.containsKey("composed.scale and hue")).isEqualTo(composable);
        assertThat(figures.containsKey("inference.accuracy")).isEqualTo(method == SequenceMethod.WEAK);
        if (method == SequenceMethod.VAE) {
            // Neither moves; the draws differ.
            assertThat(figures.get("equivariance") / figures.get("still")).isBetween(0.9, 1.1);
        }
    }

    @Test
    void aRunIsTakenUpOnlyWhenAsked() throws IOException {
        Path run = folder.resolve("run");
        assertThat(small(run, "--steps 3").code()).isZero();
        byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.safetensors"));
        Outcome again = small(run, "--steps 3");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("holds a run already", "--resume");
        Map<String, Double> before = figures(run);
        assertThat(small(run, "--steps 3 --resume --derivatives autodiff").code())
                .isZero();
        assertThat(Files.readAllBytes(run.resolve("checkpoint.safetensors"))).isEqualTo(checkpoint);
        assertThat(Math.abs(figures(run).get("equivariance") / before.get("equivariance") - 1))
                .isLessThan(1e-5);
        Outcome other = small(run, "--steps 3 --resume --variant reference-code");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("--resume needs the settings of", "variant reference-code instead of paper");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 0 | --steps must be at least 1, found 0",
                "--batch-size 0 | --batch-size must be at least 1, found 0",
                "--latents 0 | --latents must be at least 1, found 0",
                "--side 10 | side must be a multiple of 4 above 0, found 10",
                "--potential-width 3 | must be even and at least 4 (time is embedded in as many sines as cosines),"
                        + " found 3",
                "--penalty -1 | penaltyWeight must be",
                "--beta -1 | --beta must be at least 0, found -1.0",
                "--gamma -1 | --gamma must be at least 0, found -1.0",
                "--evaluated 1 | --evaluated must be at least 2, found 1",
                "--samples 0 | --samples must be at least 1, found 0",
                "--variation-pairs 5 | --variation-pairs must be 0 or at least 20, found 5",
                "--learning-rate 0 | --learning-rate must be above 0, found 0.0",
                "--threads 0 | --threads must be from 1 to 256, found 0",
                "--density some | expected one of [row-sums, trace, estimated-trace, log-determinant], found some",
                "--method some | Invalid value for option '--method'",
                "--published | --published must come with --dataset mnist, shapes3d, falcor3d or isaac3d, found"
                        + " xysquares",
                "--dataset mnist | --data-dir must be given for --dataset mnist",
                "--other-dataset mnist | --other-data-dir must be given for --other-dataset mnist",
                "--other-dataset shapes3d | --other-dataset must have sequences of 9 images of 8x8x3",
                "--data-dir /no/such | --data-dir must exist, found /no/such",
                "--surprise | Unknown option: '--surprise'"
            })
    void aBadOptionIsRefusedInOneLine(String arguments, String message) {
        Outcome outcome = small(folder.resolve("none"), arguments);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("TrainFlow: ").contains(message);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void publishedSettingsGiveWayToWhatIsGiven() throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = run(
                List.of(("--dataset shapes3d --published --latents 6 --width 4 --batch-size 2 --steps 2 --evaluated 2"
                                + " --samples 1 --variation-pairs 0 --potential-width 4 --output "
                                + run)
                        .split(" ")));
        assertThat(outcome.err()).isEmpty();
        String html = Files.readString(run.resolve("report.html"));
        assertThat(html)
                .contains("<th>variant</th><td>reference-code</td>")
                .contains("<th>learning-rate</th><td>1.0E-4</td>")
                .contains("<th>latents</th><td>6</td>");
        assertThat(PublishedFlow.of("mnist").orElseThrow().options()).containsEntry("--width", "324");
        assertThat(PublishedFlow.of("cifar10")).isEmpty();
    }

    @Test
    void helpListsTheOptions() {
        Outcome outcome = run(List.of("--help"));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("--index-loss", "--variation-pairs", "slow-vae", "(default: 2000)");
    }

    @Test
    void compositionsAreOfTheFirstTransformationsAndOfPairs() {
        List<NamedComposition> all = NamedComposition.of(List.of("a", "b", "c", "d"), 7);
        assertThat(all.stream().map(NamedComposition::name))
                .containsExactly("a then b then c", "a and b", "a and c", "a and d");
        assertThat(all.getFirst().composition().done()[7]).containsExactly(3, 2, 2, 0);
        assertThat(all.get(3).composition().done()[7]).containsExactly(7, 0, 0, 7);
        assertThat(NamedComposition.of(List.of("only"), 7)).isEmpty();
        assertThat(Arrays.stream(NamedComposition.of(List.of("a", "b"), 2)
                                .getFirst()
                                .composition()
                                .active())
                        .map(Arrays::toString))
                .containsExactly("[0]", "[1]");
    }
}
