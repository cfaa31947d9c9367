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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gaspard.examples.study.StudyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Studies as a user runs them, in processes of their own. */
class StudyTest {

    private static final String TABLE = """
        title  Tiny
        all    --steps 12 --architecture burgess --batch-size 8 --checkpoint-every 2 --scores mig --evaluation-images 200
        seeds  1
        data   squares --dataset xysquares
        method plain --regulariser none
        method gap against plain --regulariser gmg
        figure mig MIG
        figure binary_cross_entropy reconstruction
        """;

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private static Ended study(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Study.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path table() throws IOException {
        return Files.writeString(folder.resolve("table"), TABLE);
    }

    /** As if the study had been killed: one run is not there, the other has stopped between two checkpoints. */
    @Test
    void aStudyThatWasStoppedEndsWithTheSameTable() throws IOException {
        Path whole = folder.resolve("whole");
        Ended first = study("--table", table().toString(), "--output", whole.toString(), "--processes", "2");
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("Tiny: 2 runs, 0 of them finished already", "2 of 2", "page: ");
        Path part = folder.resolve("part");
        Path run = part.resolve("squares/gap/1");
        StudyTable shorter = StudyTable.parse(TABLE).withOption("--steps", "5");
        assertThat(TrainVae.execute(
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        System.err,
                        options(shorter, run)))
                .isZero();
        Files.delete(run.resolve("report.html"));
        Ended second = study("--table", table().toString(), "--output", part.toString(), "--processes", "1");
        assertThat(second.code()).isZero();
        assertThat(part.resolve("summary.csv")).hasSameTextualContentAs(whole.resolve("summary.csv"));
        assertThat(part.resolve("squares/gap/1/losses.csv"))
                .hasSameTextualContentAs(whole.resolve("squares/gap/1/losses.csv"));
        Ended third = study("--table", table().toString(), "--output", part.toString());
        assertThat(third.out()).contains("2 of them finished already");
        assertThat(folder.resolve("part/report.html"))
                .content()
                .contains("2 of 2 runs are finished", "Reconstructions of squares", "Traversals of squares");
    }

    private static String[] options(StudyTable table, Path output) {
        List<String> options = new ArrayList<>(table.runs().get(1).options());
        options.addAll(List.of("--output", output.toString()));
        return options.toArray(String[]::new);
    }

    /** A folder without images is no option that is wrong by itself. */
    @Test
    void aRunThatFailsIsNamed() throws IOException {
        Path file = Files.writeString(
                folder.resolve("table"),
                TABLE.replaceAll("data .*\n", "data squares --dataset mnist --data-dir " + folder + "\n")
                        .replaceAll("method gap.*\n", ""));
        Ended ended = study(
                "--table", file.toString(), "--output", folder.resolve("out").toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).contains("squares, plain, seed 1: exit code 2: TrainVae: --data-dir cannot be read");
    }

    @Test
    void wrongOptionsOfARunAreRefusedBeforeTheFirst() throws IOException {
        for (String wrong : List.of("--beta -1", "--modle ae")) {
            Path file = Files.writeString(
                    folder.resolve("table"), TABLE.replace("regulariser gmg", "regulariser gmg " + wrong));
            Path output = folder.resolve("none");
            Ended ended = study("--table", file.toString(), "--output", output.toString());
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("the table's run 'squares, gap, seed 1': ", wrong.split(" ")[0]);
            assertThat(output).doesNotExist();
        }
    }

    @Test
    void aTableSaysWhatIsReplaced() throws IOException {
        assertThat(study("--table", table().toString(), "--print", "--steps", "7", "--seeds", "4,5")
                        .out())
                .isEqualTo("# --seeds 4,5 for those below\n# --steps 7 for those below\n" + TABLE);
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        assertThat(study("--processes", "0").err()).contains("--processes must be at least 1, found 0");
        assertThat(study("--table", folder.resolve("no").toString()).code()).isEqualTo(2);
        assertThat(study("--budget", "large").err()).contains("large");
        Path file = Files.writeString(folder.resolve("table"), "seeds x\n");
        assertThat(study("--table", file.toString()).err()).contains("line 1: expected a whole number, found 'x'");
    }

    @ParameterizedTest
    @EnumSource(Study.Budget.class)
    void tablesOfTheProgramAreOptionsOfTrainVae(Study.Budget budget) throws IOException {
        StudyTable table = StudyTable.parse(Study.resource(budget));
        assertThat(table.runs()).isNotEmpty();
        for (StudyTable.Run run : table.runs()) {
            TrainVaeOptions options = new TrainVaeOptions();
            options.parse(run.options().toArray(String[]::new));
            if (options.dataDir != null || options.dataset.rendered()) {
                options.check();
            }
        }
        assertThat(study("--budget", budget.toString(), "--print").out()).contains("method", table.title());
    }

    /** Of the table of the papers everything but a few weights is the protocol of its method and data set. */
    @Test
    void theTableOfThePapersFollowsTheProtocols() throws IOException {
        Set<String> replaced = Set.of("beta", "beta-start", "regulariser", "seed");
        for (StudyTable.Run run :
                StudyTable.parse(Study.resource(Study.Budget.PAPER)).runs()) {
            TrainVaeOptions options = new TrainVaeOptions();
            options.parse(run.options().toArray(String[]::new));
            String name = Objects.requireNonNull(options.protocol).name().replace("dsprites", run.data());
            TrainVaeOptions expected = new TrainVaeOptions();
            expected.parse("--protocol", name);
            Map<String, String> settings = expected.decisive();
            settings.keySet().removeAll(replaced);
            assertThat(options.decisive()).as(run.toString()).containsAllEntriesOf(settings);
            if (!run.method().startsWith("β-VAE")
                    && !options.has(Choices.Regulariser.DST)
                    && !options.has(Choices.Regulariser.GMG)
                    && !options.has(Choices.Regulariser.HFS)) {
                assertThat(options.regularisers).isEqualTo(expected.regularisers);
                assertThat(options.beta).isEqualTo(expected.beta);
            }
        }
    }
}
