package org.gaspard.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunnerTest {

    private static final StudyTable TABLE = StudyTable.parse(StudyTableTest.TEXT);

    @TempDir
    Path folder;

    /** A program whose score is made of its options; it fails where it is told to. */
    private static int program(List<String> options, Path log, String failing) throws IOException {
        Files.createDirectories(log.getParent());
        Path output = Path.of(options.get(options.indexOf("--output") + 1));
        assertThat(options).contains("--resume");
        if (output.endsWith(failing)) {
            Files.writeString(log, "step 3: loss is NaN\n\n");
            return 1;
        }
        double seed = Double.parseDouble(options.get(options.indexOf("--seed") + 1));
        double mig = seed + (options.contains("gmg") ? 0.5 * seed : 0) + (options.contains("3dshapes") ? 10 : 0);
        Files.writeString(
                output.resolve("metrics.csv"), "figure,value\nmig," + mig + "\nscore.DCI,0.25\nsteps_per_second,20\n");
        Files.writeString(output.resolve("report.html"), "");
        return 0;
    }

    private StudyRunner runner(List<List<String>> started, String failing) {
        Launcher launcher = (options, log) -> {
            started.add(options);
            return program(options, log, failing);
        };
        return new StudyRunner(TABLE, folder, launcher, 3);
    }

    private StudyPage page() throws IOException {
        return new StudyPage(TABLE, StudyResults.read(TABLE, folder), folder);
    }

    @Test
    void runsAllAndSumsUp() throws Exception {
        List<List<String>> started = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger after = new AtomicInteger();
        assertThat(runner(started, "none").run(outcome -> after.incrementAndGet()))
                .isEmpty();
        assertThat(started).hasSize(8);
        assertThat(after).hasValue(8);
        Path html = page().write(Map.of());
        assertThat(folder.resolve("summary.csv")).content().contains("""
            sprites,β-VAE,mig,1.5,0.7071067811865476,2
            sprites,β-VAE,score.DCI,0.25,0.0,2
            sprites,β-VAE + GMG,mig,2.25,1.0606601717798212,2
            """);
        assertThat(Files.readAllLines(folder.resolve("study.csv")))
                .hasSize(1 + 8 * 3)
                .contains("shapes,β-VAE,2,mig,12.0");
        assertThat(html)
                .content()
                .contains(
                        "8 of 8 runs are finished",
                        "1.500 ± 0.707",
                        "+0.750 [+0.500, +1.000] 2/2",
                        "0.272 ± 0.101",
                        "50.0");
    }

    @Test
    void goesOnWithWhatIsLeft() throws Exception {
        List<List<String>> first = Collections.synchronizedList(new ArrayList<>());
        Map<StudyTable.Run, String> failed = runner(first, "shapes/beta-vae/2").run(outcome -> {});
        assertThat(failed).hasSize(1).containsValue("exit code 1: step 3: loss is NaN");
        assertThat(page().write(failed))
                .content()
                .contains("7 of 8 runs are finished", "Failed: shapes, β-VAE, seed 2: exit code 1", "11.000 (1)");
        List<List<String>> second = Collections.synchronizedList(new ArrayList<>());
        StudyRunner again = runner(second, "none");
        assertThat(again.left()).hasSize(1);
        assertThat(again.run(outcome -> {})).isEmpty();
        assertThat(second).hasSize(1);
        assertThat(second.getFirst()).contains("3dshapes", "--beta", "2");
    }

    @Test
    void refusesRunsOfAnotherTable() throws Exception {
        runner(new ArrayList<>(), "none").run(outcome -> {});
        StudyTable other = TABLE.withOption("--steps", "11");
        assertThatThrownBy(() -> new StudyRunner(other, folder, (options, log) -> 0, 1).check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--steps 10")
                .hasMessageContaining("--steps 11");
        assertThatThrownBy(() -> new StudyRunner(TABLE, folder, (options, log) -> 0, 0))
                .hasMessageContaining("processes must be at least 1, found 0");
    }

    @Test
    void aRunThatEndsWithoutAResultHasFailed() throws Exception {
        StudyRunner runner = new StudyRunner(TABLE, folder, (options, log) -> 0, 2);
        assertThat(runner.run(outcome -> {})).hasSize(8).containsValue("exit code 0: it said nothing");
    }

    @Test
    void waitsForARunThatIsLeftOver() throws Exception {
        Path run = folder.resolve("sprites/beta-vae/1");
        AtomicReference<RunLock> lock =
                new AtomicReference<>(RunLock.tryToTake(run).orElseThrow());
        assertThat(RunLock.tryToTake(run)).isEmpty();
        List<List<String>> started = Collections.synchronizedList(new ArrayList<>());
        Launcher launcher = (options, log) -> {
            if (started.size() == 6) {
                // All others are done: the one that was left over finishes now.
                Files.writeString(run.resolve("metrics.csv"), "figure,value\nmig,7.0\n");
                Files.writeString(run.resolve("report.html"), "");
                lock.get().close();
            }
            started.add(options);
            return program(options, log, "none");
        };
        assertThat(new StudyRunner(TABLE, folder, launcher, 2).run(outcome -> {}))
                .isEmpty();
        assertThat(started).hasSize(7);
        page().write(Map.of());
        assertThat(folder.resolve("study.csv")).content().contains("sprites,β-VAE,1,mig,7.0");
    }
}
