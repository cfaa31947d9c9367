package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.gaspard.models.progress.CsvLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainVaeTest {

    /** Small enough for seconds: images of 8×8 in the layout of MNIST, and few of everything. */
    private static final List<String> SMALL =
            List.of("--dataset", "mnist", "--architecture", "burgess", "--batch-size", "8", "--latents", "3");

    private static final int IMAGES = 200;

    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(List<String> arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = TrainVae.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Outcome small(Path output, String more) throws IOException {
        List<String> arguments = new ArrayList<>(SMALL);
        arguments.addAll(List.of("--data-dir", digits().toString(), "--output", output.toString()));
        arguments.addAll(List.of("--evaluation-images", "100", "--scores", "mig", "--log-every", "1"));
        arguments.addAll(Arrays.asList(more.split(" ")));
        return run(arguments);
    }

    private Outcome gwae(Path output, String more) throws IOException {
        String options = "--dataset mnist --model gwae --architecture gwae --likelihood gaussian --latents 3"
                + " --prior gaussian-mixture --components 3 --regulariser none --batch-size 4 --evaluation-images 100"
                + " --scores mig --log-every 1 --data-dir " + digits() + " --output " + output + " " + more;
        return run(List.of(options.split(" ")));
    }

    /** Weights of a classifier of the same images, made by the program for it. */
    private Path classifier() throws IOException {
        Path run = folder.resolve("classifier");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] options =
                ("--dataset mnist --steps 3 --batch-size 8 --data-dir " + digits() + " --output " + run).split(" ");
        int code = TrainClassifier.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                options);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("mnist: 200 images of 64x64x1;", "% of 200 random images", "classifier mnist-label: ");
        return run.resolve("classifier.safetensors");
    }

    /** Bars whose height is the label, some pixels of them missing. */
    private Path digits() throws IOException {
        Path data = folder.resolve("digits");
        if (Files.exists(data)) {
            return data;
        }
        Files.createDirectories(data);
        var random = new SplittableRandom(1);
        try (var images = new DataOutputStream(Files.newOutputStream(data.resolve("train-images-idx3-ubyte")));
                var labels = new DataOutputStream(Files.newOutputStream(data.resolve("train-labels-idx1-ubyte")))) {
            for (int number : new int[] {0x803, IMAGES, 8, 8}) {
                images.writeInt(number);
            }
            labels.writeInt(0x801);
            labels.writeInt(IMAGES);
            for (int n = 0; n < IMAGES; n++) {
                int label = random.nextInt(8);
                labels.writeByte(label);
                for (int i = 0; i < 64; i++) {
                    images.writeByte(i / 8 <= label && random.nextInt(8) > 0 ? 255 : 0);
                }
            }
        }
        return data;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--beta -1 | --beta must be a number from 0 on, found -1.0",
                "--beta NaN | --beta must be a number from 0 on, found NaN",
                "--lambda Infinity | --lambda must be a number from 0 on, found Infinity",
                "--learning-rate 0 | --learning-rate must be a positive number, found 0.0",
                "--model dava --capacity 0 | --capacity must be a positive number, found 0.0",
                "--batch-size 1 | --batch-size must be from 2 to 4096, found 1",
                "--latents 1 | --latents must be from 2 to 1000, found 1",
                "--steps 0 | --steps must be at least 1, found 0",
                "--threads 0 | --threads must be from 1 to 256, found 0",
                "--steps many | '--steps': 'many' is not an int",
                "--cost DISTANCE | '--cost': expected one of [squared-euclidean, cosine-similarity, cosine-distance,",
                "--placement encoder --detach-latents | --detach-latents must come with --placement decoder",
                "--dataset mnist | --data-dir must be given for --dataset mnist",
                "--other-data-dir . | --other-data-dir must come with --other-dataset, found .",
                "--classifier no.safetensors | --classifier must be a file, found no.safetensors",
                "--classifier pom.xml | --classifier cannot be read: ",
                "--evaluation-images 99 | --evaluation-images must be from 100 to 1000000, found 99",
                "--dataset mnist --data-dir /no/such/folder | --data-dir must exist, found /no/such/folder",
                "--dataset imagenet | '--dataset': expected one of [dsprites, color-dsprites,",
                "--dataset xysquares --data-dir . | --data-dir must be a cache for --dataset xysquares",
                "--correlate shape | '--correlate' (FACTOR,FACTOR=SIGMA): there are no correlations 'shape', expected"
                        + " one of",
                "--correlate shape=0.1 | expected FACTOR,FACTOR=SIGMA, FACTOR,-FACTOR=SIGMA or FACTOR,all=SIGMA, found",
                "--correlate shape,scale=0 | sigma is 0.0, expected a finite number above 0",
                "--correlate shape,colour=0.1 | --correlate: there is no factor 'colour', expected one of [color(1), ",
                "--correlate shape,color=0.1 | --correlate: factor color(1) cannot correlate",
                "--no-reconstruction | must come with regularisers of the encoder: gmg or dst with --placement encoder",
                "--no-reconstruction --regulariser irvae --placement encoder | found [irvae] and --placement encoder",
                "--no-reconstruction --regulariser topdis | found [topdis] and --placement decoder",
                "--no-reconstruction --model iwae | a model whose other terms are of the encoder alone, found iwae",
                "--architecture irvae | --architecture irvae must come with --likelihood gaussian, found bernoulli",
                "--architecture gwae | --architecture gwae must come with --likelihood gaussian, found bernoulli",
                "--model gwae | --model gwae must come with an architecture whose decoder gives pixels, such as gwae",
                "--model gwae --architecture gwae --likelihood gaussian --components 1 | --components must be from 2 to"
                        + " 10000, found 1",
                "--prior uniforme | '--prior': expected one of [neural, factorised-neural, gaussian-mixture, causal,",
                "--model aae --prior neural | --prior must be normal, uniform or spherical for --model aae, found"
                        + " neural",
                "--model geco --tolerance 0 | --tolerance must be a positive number, found 0.0",
                "--no-reconstruction --model ae --regulariser none | leaves --model ae nothing to train",
                "--model iwae --regulariser topdis --give-way reconstruction | --give-way reconstruction must come"
                        + " with",
                "--model info-vae --gamma 0 | --gamma must be at least 1 for --model info-vae",
                "--model annealed-vae --capacity-rise 1 | --capacity-rise must come with --model control-vae",
                "--capacity-rise 0 | --capacity-rise must be a positive number, found 0.0",
                "--weighting columns | '--weighting': expected one of [stratified, weighted, stratified-columns]",
                "--protocol beta-vae | '--protocol': there is no protocol 'beta-vae', expected one of",
                "--protocol irvae-mnist | --data-dir must be given for --dataset mnist",
                "--protocol hfs-beta-vae --beta -1 | --beta must be a number from 0 on, found -1.0",
                "--surprise | Unknown option: '--surprise'",
                "surprise | Unmatched argument at index 0: 'surprise'",
                "--seed | Missing required parameter for option '--seed'"
            })
    void aBadOptionIsRefusedInOneLine(String arguments, String message) {
        Outcome outcome = run(List.of(arguments.split(" ")));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("TrainVae: ").contains(message);
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void optionsThatNothingReadsAreNamed() {
        TrainVaeOptions options = new TrainVaeOptions();
        options.parse("--model", "beta-tcvae", "--regulariser", "hfs");
        Set<String> given =
                Set.of("--beta", "--beta-start", "--gamma", "--weighting", "--give-way", "--seed", "--cost");
        assertThat(Unread.of(options, given)).containsExactly("--beta-start", "--cost", "--gamma", "--give-way");
        options.parse("--protocol", "topdis-control-vae-dsprites+topdis", "--capacity-steps", "10");
        assertThat(Unread.of(options, Set.of("--capacity-steps", "--capacity", "--shift-start")))
                .containsExactly("--capacity-steps");
        TrainVaeOptions mixture = new TrainVaeOptions();
        mixture.parse("--model", "gwae", "--prior", "neural", "--lipschitz", "spectral");
        Set<String> ofPrior =
                Set.of("--prior", "--components", "--prior-version", "--penalty-norm", "--critic-updates");
        assertThat(Unread.of(mixture, ofPrior)).containsExactly("--components", "--penalty-norm", "--prior-version");
        mixture.parse("--model", "gwae", "--prior", "gaussian-mixture", "--matching", "mmd");
        assertThat(Unread.of(mixture, ofPrior)).containsExactly("--critic-updates", "--penalty-norm");
    }

    @Test
    void aFolderWithoutImagesIsABadOption() {
        Outcome outcome = run(List.of("--dataset", "mnist", "--data-dir", folder.toString()));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--data-dir", folder.toString(), "train-images-idx3-ubyte");
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void helpListsEachOptionWithItsDefault() {
        Outcome outcome = run(List.of("--help"));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        List<String> options = Arrays.stream(TrainVaeOptions.class.getDeclaredFields())
                .map(field -> field.getAnnotation(picocli.CommandLine.Option.class))
                .filter(option -> option != null)
                .flatMap(option -> Arrays.stream(option.names()))
                .toList();
        assertThat(outcome.out()).contains(options).contains("(default: squared-euclidean)");
        assertThat(options).contains("--beta", "--help").hasSizeGreaterThan(20);
    }

    @Test
    void aRunLeavesAPageItsPicturesAndItsFigures() throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = small(run, "--steps 20 --placement both --lambda 1");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains(
                        "untrained  MIG",
                        "trained    MIG",
                        run.resolve("report.html").toString());

        String html = Files.readString(run.resolve("report.html"));
        assertThat(html).doesNotContain("http", "<script", "<link", "url(");
        assertThat(html.split("src=\"", -1)).hasSameSizeAs(html.split("src=\"data:image/png;base64,", -1));
        List<String> pictures = List.of(
                "loss",
                "kl",
                "gmg-encoder",
                "gmg-decoder",
                "reconstructions",
                "samples",
                "traversals",
                "mutual-information");
        for (String picture : pictures) {
            assertThat(ImageIO.read(run.resolve(picture + ".png").toFile()).getWidth())
                    .as(picture)
                    .isGreaterThan(100);
        }
        assertThat(html).contains("<th>beta</th>", "<th>seed</th>", "<th>processors</th>", "<th>Java</th>");

        assertThat(Files.readString(run.resolve("metrics.csv")))
                .startsWith("figure,value\nsteps,20.0\n")
                .contains("\nuntrained.mig,", "\nmig,", "\npsnr,", "\nkl.z2,", "\nmutual_information.z2.label,")
                .doesNotContain("NaN");
        double[] losses = CsvLog.read(run.resolve("losses.csv")).get("reconstruction");
        assertThat(losses).hasSize(20);
        assertThat(losses[19]).isLessThan(losses[0]);
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .contains("checkpoint.safetensors")
                    .noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void aResumedRunEndsWithTheBytesOfOneThatNeverStopped() throws IOException {
        Path whole = folder.resolve("whole");
        Path halves = folder.resolve("halves");
        assertThat(small(whole, "--steps 6 --checkpoint-every 4").code()).isZero();
        assertThat(small(halves, "--steps 3").code()).isZero();
        Outcome resumed = small(halves, "--steps 6 --resume");
        assertThat(resumed.code()).isZero();
        assertThat(resumed.out()).contains("resumed after 3 steps");
        for (String file : List.of("checkpoint.safetensors", "losses.csv", "traversals.png")) {
            assertThat(halves.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    /** The critic, the prior and their statistics are in the checkpoint; the page shows draws of the trained prior. */
    @Test
    void aGromovWassersteinAutoencoderIsTrainedAndResumed() throws IOException {
        Path whole = folder.resolve("whole");
        Path halves = folder.resolve("halves");
        String others = " --clusters --transfer --classifier " + classifier()
                + " --other-dataset mnist --other-data-dir " + digits();
        Outcome first = gwae(whole, "--steps 4 --critic-updates 2" + others);
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(gwae(halves, "--steps 2 --critic-updates 2").code()).isZero();
        assertThat(gwae(halves, "--steps 4 --critic-updates 2 --resume").code()).isZero();
        for (String file : List.of("checkpoint.safetensors", "losses.csv", "samples.png")) {
            assertThat(halves.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        for (String picture : List.of(
                "distances.png", "latents.png", "density.png", "components.png", "novelty.png", "clusters.png")) {
            assertThat(ImageIO.read(whole.resolve(picture).toFile()).getWidth())
                    .as(picture)
                    .isGreaterThan(100);
        }
        // The other images are the same ones, of which no score tells anything.
        assertThat(Files.readString(whole.resolve("metrics.csv")))
                .contains("\ndistances.correlation,", "\nclusters.k = 12,", "\nfrechet,", "\npsnr.samples,")
                .contains("\ntransferability,", "\ntransferability.most frequent value,0.");
        assertThat(Files.readString(whole.resolve("report.html")))
                .contains("Fréchet distance on features of mnist-label: between", "Linear transferability");
        assertThat(Files.readString(whole.resolve("metrics.csv")))
                .contains("\nnovelty.critic,0.5\n", "\nnovelty.critic.negated,0.5\n")
                .contains("\nnovelty.normal,0.5\n");
        Map<String, double[]> losses = CsvLog.read(whole.resolve("losses.csv"));
        assertThat(losses).containsKeys("gromov_wasserstein", "joint_matching", "critic", "gromov_wasserstein.scale");
        assertThat(losses.get("gromov_wasserstein.scale")[0]).isEqualTo(2.5, within(1e-6));
        Outcome other = gwae(halves, "--steps 4 --critic-updates 3 --resume");
        assertThat(other.err()).contains("critic-updates 3 instead of 2");
        assertThat(gwae(halves, "--steps 4 --critic-updates 2 --warm-up 0 --resume")
                        .err())
                .contains("warm-up absent instead of 100");
    }

    @Test
    void aRunIsContinuedOnlyWhenAskedAndOnlyUnderItsOwnSettings() throws IOException {
        Path run = folder.resolve("run");
        assertThat(small(run, "--steps 2").code()).isZero();
        byte[] checkpoint = Files.readAllBytes(run.resolve("checkpoint.safetensors"));

        Outcome again = small(run, "--steps 2");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err())
                .contains("--output " + run + " holds a run already")
                .contains("--resume");

        Outcome other = small(run, "--steps 2 --resume --beta 7 --regulariser none");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("beta 7.0 instead of 4.0", "regulariser none instead of gmg");
        assertThat(other.err().lines()).hasSize(1);

        Outcome shorter = small(run, "--steps 1 --resume");
        assertThat(shorter.code()).isEqualTo(2);
        assertThat(shorter.err()).contains("--steps must be at least the 2 steps of");
        assertThat(Files.readAllBytes(run.resolve("checkpoint.safetensors"))).isEqualTo(checkpoint);
    }

    @Test
    void everyVariantOfTheObjectiveTakesASteps() throws IOException {
        List<String> variants = List.of(
                "--regulariser none --likelihood gaussian",
                "--regulariser none --model dava",
                "--regulariser dst --cost squared-euclidean --trained-scale --latent-source mean",
                "--solver robust --cost inner-product --detach-latents",
                "--solver paper --cost cosine-distance --placement encoder",
                "--model control-vae --capacity-rise 0.15 --capacity-period 1 --regulariser topdis --shift-latents "
                        + "fresh-root-deviation",
                "--model beta-tcvae --weighting stratified-columns --regulariser none");
        for (String variant : variants) {
            Outcome outcome = small(folder.resolve("v" + variants.indexOf(variant)), "--steps 2 " + variant);
            assertThat(outcome.err()).as(variant).isEmpty();
            assertThat(outcome.code()).as(variant).isZero();
        }
    }

    @Test
    void aProtocolSetsWhatIsNotGiven() throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = run(List.of(("--protocol irvae-mnist --batch-size 8 --steps 2 --evaluation-images 100 "
                        + "--scores mig --data-dir " + digits() + " --output " + run)
                .split(" ")));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(Files.readString(run.resolve("report.html")))
                .containsPattern("<th>protocol</th>\\s*<td>irvae-mnist</td>")
                .containsPattern("<th>regulariser</th>\\s*<td>irvae=100.0</td>")
                .containsPattern("<th>batch-size</th>\\s*<td>8</td>");
        Outcome help = run(List.of("--protocol", "irvae-mnist", "--help"));
        assertThat(help.out()).contains("(default: irvae=100.0)", "(default: 180000)");
    }

    @Test
    void perceptronsTakeImagesAsTheyAre() throws IOException {
        Outcome outcome = run(List.of(("--dataset mnist --architecture irvae --likelihood gaussian --batch-size 8 "
                        + "--latents 2 --steps 2 --regulariser irvae=100 --evaluation-images 100 --scores mig "
                        + "--data-dir " + digits() + " --output " + folder.resolve("run"))
                .split(" ")));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("mnist: 200 images of 8x8x1; irvae networks of ");
    }

    @Test
    void coloursAreLearntFromADrawnSetOfTheCatalogue() throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = run(List.of(("--dataset xysquares --steps 2 --batch-size 4 --latents 2 --regulariser none "
                        + "--evaluation-images 100 --scores all --output " + run)
                .split(" ")));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("xysquares: 262144 images of 64x64x3;")
                .containsPattern("trained +MIG 0\\.");
        assertThat(Files.readString(run.resolve("metrics.csv")))
                .contains("mutual_information.z1.y_B,", "\nuntrained.score.SAP,", "\nscore.DCI.completeness,");
        assertThat(Files.readString(run.resolve("scores.json"))).contains("\"metric\": \"FactorVAE");
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("drawn 262144x64x64x3", "Scores of disentanglement", "<td>MIG-sup</td>");
    }

    private Outcome squares(String output, String more) {
        return run(List.of(("--dataset xysquares --architecture burgess --batch-size 4 --latents 2 --regulariser none "
                        + "--evaluation-images 100 --scores mig --log-every 1 --output " + folder.resolve(output) + " "
                        + more)
                .split(" ")));
    }

    @Test
    void factorsAreCorrelatedInTrainingAlone() throws IOException {
        String correlated = " --correlate x_R,x_G=0.1 --correlate y_R,-y_G=0.2";
        Outcome whole = squares("whole", "--steps 4" + correlated);
        assertThat(whole.err()).isEmpty();
        assertThat(whole.out()).contains("factors drawn with the correlations [x_R,x_G=0.1, y_R,-y_G=0.2]");
        assertThat(folder.resolve("whole/report.html"))
                .content()
                .contains(
                        "factors are correlated, [x_R,x_G=0.1, y_R,-y_G=0.2]",
                        "of independent factors",
                        "<th>correlate</th>");

        assertThat(squares("parts", "--steps 2" + correlated).code()).isZero();
        Outcome other = squares("parts", "--steps 4 --resume --correlate x_R,x_G=0.1");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("correlate [x_R,x_G=0.1] instead of [x_R,x_G=0.1, y_R,-y_G=0.2]");
        assertThat(squares("parts", "--steps 4 --resume" + correlated).code()).isZero();
        for (String file : List.of("checkpoint.safetensors", "losses.csv")) {
            assertThat(folder.resolve("parts").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }

        Outcome independent = squares("independent", "--steps 1");
        assertThat(line(independent.out(), "untrained")).isEqualTo(line(whole.out(), "untrained"));
        assertThat(CsvLog.read(folder.resolve("independent/losses.csv")).get("loss")[0])
                .isNotEqualTo(CsvLog.read(folder.resolve("whole/losses.csv")).get("loss")[0]);
    }

    private static String line(String text, String start) {
        return text.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void onlyCombinationsOfFactorsCanBeCorrelated() throws IOException {
        Outcome outcome = small(folder.resolve("run"), "--correlate label,all=0.1");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("--correlate must come with a data set of all combinations of its factors, found mnist");
    }

    @Test
    void withoutReconstructionThereIsNothingOfTheDecoder() throws IOException {
        Path run = folder.resolve("run");
        Outcome outcome = small(
                run,
                "--steps 8 --no-reconstruction --regulariser gmg=10,hfs=1 --placement encoder --learning-rate 0.01");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).containsPattern("trained +MIG 0.\\d+   KL").doesNotContain("PSNR");
        assertThat(CsvLog.read(run.resolve("losses.csv")).keySet())
                .contains("kl", "gmg_encoder", "factorised_support")
                .doesNotContain("reconstruction");
        assertThat(Files.readString(run.resolve("metrics.csv")))
                .contains("\nmig,", "\nkl.z2,")
                .doesNotContain("psnr", "binary_cross_entropy", "NaN");
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("nothing trained the decoder", "β-VAE without reconstruction with GMG, HFS")
                .doesNotContain("Originals and reconstructions", "PSNR", "Latent traversals");
        assertThat(run.resolve("reconstructions.png")).doesNotExist();
        assertThat(run.resolve("mutual-information.png")).exists();
        Outcome other = small(run, "--steps 9 --resume --regulariser gmg=10,hfs=1 --placement encoder");
        assertThat(other.err()).contains("reconstruction absent instead of none");
    }

    /** And a run that was stopped with nothing but its report left has no speed. */
    @Test
    void pointsHaveNoDivergence() throws IOException {
        Path run = folder.resolve("run");
        String options = "--steps 3 --model ae --regulariser none";
        assertThat(small(run, options).code()).isZero();
        assertThat(Files.readString(run.resolve("metrics.csv"))).contains("\nsteps_per_second,");
        Outcome again = small(run, options + " --resume");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("resumed after 3 steps").containsPattern("trained +MIG .* dB\\n");
        assertThat(Files.readString(run.resolve("metrics.csv")))
                .contains("\nbinary_cross_entropy,")
                .doesNotContain("NaN", "kl", "steps_per_second");
        assertThat(Files.readString(run.resolve("report.html"))).doesNotContain("KL divergence of the codes");
    }

    @Test
    void imagesWithoutLabelsAreLearntWithoutAGap() throws IOException {
        Path images = Files.createDirectory(folder.resolve("images"));
        var random = new SplittableRandom(2);
        for (int i = 0; i < 12; i++) {
            var image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 600; p++) {
                image.setRGB(p % 30, p / 30, random.nextInt(1 << 24));
            }
            ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
        }
        Path run = folder.resolve("run");
        Outcome outcome = run(List.of(("--dataset image-folder --data-dir " + images + " --steps 2 --batch-size 4 "
                        + "--latents 2 --evaluation-images 100 --scores mig --stored " + folder.resolve("kept.npy")
                        + " --output " + run)
                .split(" ")));
        assertThat(Files.size(folder.resolve("kept.npy"))).isEqualTo(128 + 12 * 64 * 64 * 3);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("image-folder: 12 images of 64x64x3;", "MIG none (no known factor varies)");
        assertThat(Files.readString(run.resolve("metrics.csv")))
                .contains("psnr,")
                .doesNotContain("mig");
        assertThat(Files.readString(run.resolve("report.html"))).contains("no known factor varies");
        assertThat(run.resolve("mutual-information.png")).doesNotExist();
    }

    @Test
    void aFailureOnTheWayIsToldInOneLine() throws IOException {
        Outcome outcome = small(folder.resolve("run"), "--steps 50 --learning-rate 1e30");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("TrainVae: step ");
        assertThat(outcome.err().lines()).hasSize(1);
    }
}
