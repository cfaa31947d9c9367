package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareRunsTest {

    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int code = CompareRuns.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path metrics(String name, String content) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(run.resolve("metrics.csv"), content);
        return run;
    }

    private Path first;
    private Path second;

    @BeforeEach
    void runs() throws IOException {
        first = metrics("vae", "figure,value\nsteps,5000.0\npsnr,12.345678\nnovelty.critic,1.5E-4\n");
        second = metrics("gwae", "figure,value\nsteps,5000.0\nfrechet,NaN\n");
    }

    @Test
    void figuresOfRunsAreSideBySide() {
        Outcome outcome = run(first, second, "--figures", "steps,psnr,novelty.critic,frechet");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEqualToNormalizingNewlines("""
            | run | steps | psnr | novelty.critic | frechet |
            | --- | --- | --- | --- | --- |
            | vae | 5000 | 12.35 | 0.00015 |  |
            | gwae | 5000 |  |  | NaN |
            """);
    }

    @Test
    void usualFiguresAreThoseThatThereAre() {
        assertThat(run(first, second).out().lines().findFirst()).contains("| run | steps | psnr | frechet |");
    }

    @Test
    void namesOfFigures() {
        assertThat(run(first, second, "--names").out().lines())
                .containsExactly("steps", "psnr", "novelty.critic", "frechet");
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        assertThat(run().err()).contains("FOLDER");
        assertThat(run(first, "--figures", "fid").err())
                .contains("--figures must be of the runs, found 'fid'")
                .hasLineCount(1);
        Outcome none = run(folder);
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("FOLDER must hold a run that has ended, found no " + folder);
        assertThat(run(metrics("other", "step,loss\n1,2\n")).err()).contains("must begin with 'figure,value'");
        assertThat(run(metrics("broken", "figure,value\npsnr,many\n")).err())
                .contains("must have a name and a number in each line, found 'psnr,many'");
    }
}
