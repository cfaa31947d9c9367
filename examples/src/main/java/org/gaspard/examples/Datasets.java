package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.catalogue.ExpectedFile;
import org.gaspard.datasets.catalogue.Verification;
import org.gaspard.datasets.rendered.ImageCache;
import org.gaspard.datasets.sampling.Correlation;
import org.gaspard.datasets.sampling.PublishedCorrelations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What is known about the data sets, and whether yours are sound.
 *
 * <pre>
 *   examples/run Datasets list                                          all sets
 *   examples/run Datasets describe mpi3d                                factors, files, where from, under which terms
 *   examples/run Datasets correlations                                  sets of correlated factors to train on
 *   examples/run Datasets sheet shapes3d --output shapes3d.png          what each factor does
 *   examples/run Datasets verify mnist --data-dir FOLDER                are the files what was published?
 *   examples/run Datasets speed xysquares                               images a second
 *   examples/run Datasets cache robot-arm --output FILE                 draw all images once, to train on them
 * </pre>
 */
@Command(
        name = "Datasets",
        customSynopsis = "examples/run Datasets COMMAND [NAME] [option...]",
        description = {
            "",
            "Tells about data sets, shows them, checks their files, measures how fast they are read and caches them."
        },
        footer = {
            "",
            "Exit code: 0 done and sound, 1 failed or something is wrong with the files, 2 a word or an option was"
                    + " refused."
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Datasets implements Callable<Integer> {

    /** More values of a factor than this are shown by the first and the last ones. */
    private static final int VALUES = 12;

    private static final int ENDS = 3;

    private final PrintStream out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "show this text")
    boolean help;

    /** A set, drawn or read from files, or from a cache of its images. */
    static final class Chosen {

        @Parameters(paramLabel = "NAME")
        CatalogueEntry entry = Catalogue.entries().getFirst();

        @Option(names = "--data-dir", paramLabel = "PATH", description = "the folder of the published files")
        @Nullable
        Path dataDir;

        LabelledDataset open() throws IOException {
            Ending.require(
                    dataDir != null || entry.rendered(),
                    "--data-dir must be given for " + entry + ": the folder of its files");
            Ending.require(dataDir == null || Files.exists(dataDir), "--data-dir must exist, found " + dataDir);
            return entry.open(Optional.ofNullable(dataDir)).training();
        }
    }

    private Datasets(PrintStream out) {
        this.out = out;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    /** Runs the program: 0 if all is well, 1 if something failed or is wrong, 2 if a word or an option was refused. */
    static int execute(PrintStream out, PrintStream err, String... args) {
        CommandLine line = Choices.registeredWith(new CommandLine(new Datasets(out)));
        Ending ending = new Ending(err, "Datasets");
        line.setOut(new PrintWriter(out, true, out.charset()))
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler((e, command, parsed) ->
                        e instanceof IllegalArgumentException ? ending.refused(e) : ending.failed(e))
                .setParameterExceptionHandler((e, wrong) -> ending.refused(e));
        return line.execute(args);
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                new CommandLine(this),
                "expected a command: list, describe, correlations, sheet, verify, speed or cache");
    }

    @Command(name = "list", description = "all sets: name, whether drawn or read or both, images, size, factors")
    int list() {
        say("%-17s %-14s %18s  %-13s %s", "name", "source", "images", "size", "factors");
        for (CatalogueEntry entry : Catalogue.entries()) {
            String source = entry.rendered() ? entry.published() ? "drawn, files" : "drawn" : "files";
            say(
                    "%-17s %-14s %18s  %-13s %s",
                    entry.name(),
                    source,
                    entry.extent().images(),
                    entry.extent().size(),
                    factors(entry));
        }
        return Ending.DONE;
    }

    private static String factors(CatalogueEntry entry) {
        List<Factor> factors = entry.factors();
        return factors.size() > VALUES
                ? factors.size() + " attributes"
                : factors.isEmpty()
                        ? "the sub-folder, if any"
                        : factors.stream().map(Factor::toString).collect(Collectors.joining(" "));
    }

    @Command(
            name = "describe",
            description = "factors and their values, where the original is, its licence, the files of a folder, "
                    + "the work to cite")
    int describe(@Parameters(paramLabel = "NAME") CatalogueEntry entry) {
        say("%s: %s", entry.name(), entry.title());
        say("images    %s of %s", entry.extent().images(), entry.extent().size());
        for (Factor factor : entry.factors()) {
            say("factor    %s: %s", factor, values(factor));
        }
        if (entry.rendered()) {
            say("drawn     by the program, from no file; not the bitmaps of the original");
        }
        if (entry.published()) {
            say("original  %s", entry.page());
            say("licence   %s", entry.licence());
            for (ExpectedFile file : entry.files()) {
                say("file      %s", file);
            }
        }
        if (!entry.note().isEmpty()) {
            say("note      %s", entry.note());
        }
        say("cite      %s", entry.citation());
        return Ending.DONE;
    }

    private static String values(Factor factor) {
        int size = factor.size();
        if (size <= VALUES) {
            return values(factor, 0, size);
        }
        return values(factor, 0, ENDS) + ", …, " + values(factor, size - 1, size);
    }

    private static String values(Factor factor, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new BigDecimal(factor.value(i), new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString())
                .collect(Collectors.joining(", "));
    }

    @Command(
            name = "correlations",
            description = "the published sets of correlated factors that TrainVae --correlate takes by their names")
    int correlations() {
        PublishedCorrelations.all()
                .forEach((name, correlations) -> say(
                        "%-22s %s",
                        name, correlations.stream().map(Correlation::toString).collect(Collectors.joining("  "))));
        return Ending.DONE;
    }

    @Command(
            name = "sheet",
            description = "a picture: each factor swept from a base image; for sets without all combinations "
                    + "some images of each class")
    int sheet(
            @Mixin Chosen chosen,
            @Option(names = "--output", paramLabel = "FILE", required = true, description = "the PNG file to write")
                    Path output)
            throws IOException {
        if (!output.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new IllegalArgumentException("--output must end in .png, found " + output);
        }
        LabelledDataset images = chosen.open();
        DatasetSheet.of(images).write(output);
        say("sheet: %s", output.toAbsolutePath().normalize());
        return Ending.DONE;
    }

    @Command(
            name = "verify",
            description = "checks the files of a folder, opens them and reads a sample of images; exit code 1 if "
                    + "something is wrong")
    int verify(
            @Parameters(paramLabel = "NAME") CatalogueEntry entry,
            @Option(
                            names = "--data-dir",
                            paramLabel = "PATH",
                            required = true,
                            description = "the folder of the published files")
                    Path dataDir) {
        Verification verification = Verification.of(entry, dataDir);
        verification.found().forEach(line -> say("ok     %s", line));
        verification.wrong().forEach(line -> say("WRONG  %s", line));
        say(
                "%s: %s",
                entry, verification.passed() ? "sound" : verification.wrong().size() + " wrong");
        return verification.passed() ? Ending.DONE : Ending.FAILED;
    }

    @Command(
            name = "speed",
            description = "images a second in batches of 64 on all threads, once they come no faster than before")
    int speed(
            @Mixin Chosen chosen,
            @Option(
                            names = "--seconds",
                            paramLabel = "X",
                            defaultValue = "3",
                            description = "how long to measure (default: ${DEFAULT-VALUE})")
                    double seconds)
            throws IOException {
        if (!(seconds > 0 && seconds <= ReadingSpeed.LONGEST)) {
            throw new IllegalArgumentException(
                    "--seconds must be above 0 and at most " + ReadingSpeed.LONGEST + ", found " + seconds);
        }
        LabelledDataset images = chosen.open();
        ReadingSpeed speed = ReadingSpeed.of(images, seconds);
        say(
                "%s: %.0f images of %dx%dx%d a second (%.1f MB/s), in batches of %d on %d threads",
                chosen.entry,
                speed.imagesPerSecond(),
                images.height(),
                images.width(),
                images.channels(),
                speed.imagesPerSecond() * images.pixels() / 1e6,
                ReadingSpeed.BATCH,
                speed.threads());
        return Ending.DONE;
    }

    @Command(
            name = "cache",
            description = "writes all images, drawn or read and prepared, into one checked file, which other commands "
                    + "and programs take as --data-dir")
    int cache(
            @Mixin Chosen chosen,
            @Option(names = "--output", paramLabel = "FILE", required = true, description = "the file to write")
                    Path output)
            throws IOException {
        if (!(chosen.entry.prepared(chosen.open()) instanceof FactoredDataset images)) {
            throw new IllegalArgumentException(
                    chosen.entry + " has not all combinations of its factors, expected a set that has");
        }
        long start = System.nanoTime();
        // A line every two seconds.
        long[] told = {start};
        ImageCache.write(images, output, done -> {
            long now = System.nanoTime();
            if (now - told[0] > 2_000_000_000L || done == images.size()) {
                told[0] = now;
                double rate = done / ((now - start) / 1e9);
                say(
                        "%,d of %,d images, %.0f a second, %.0f s left",
                        done, images.size(), rate, (images.size() - done) / rate);
            }
        });
        say("cache: %s, %,d bytes", output.toAbsolutePath().normalize(), Files.size(output));
        return Ending.DONE;
    }

    private void say(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
