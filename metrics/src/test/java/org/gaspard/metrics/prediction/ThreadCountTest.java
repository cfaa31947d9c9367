package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.tensor.array.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores have the same bits on one thread and on several, which a process decides once: so each count has its own. */
class ThreadCountTest {

    @TempDir
    Path folder;

    @Test
    void scoresDoNotDependOnTheNumberOfThreads() throws Exception {
        String alone = scores(1);
        assertThat(alone).startsWith("1 threads\n").contains("\"DCI\"").contains("downstream accuracy");
        for (int threads : new int[] {2, 5}) {
            assertThat(scores(threads)).isEqualTo(alone.replaceFirst("1", String.valueOf(threads)));
        }
    }

    private String scores(int threads) throws Exception {
        Path output = folder.resolve(threads + ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xmx256m",
                        "-Dgaspard.threads=" + threads,
                        "-cp",
                        classPath(),
                        Program.class.getName())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isZero();
        return Files.readString(output);
    }

    /** The paths of this process, modules or not, and the folder of this class, which may be patched into a module. */
    private static String classPath() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(ThreadCountTest.class.getResource("ThreadCountTest.class"))
                .toURI());
        for (int i = 0; i < ThreadCountTest.class.getName().split("\\.").length; i++) {
            folder = folder.getParent();
        }
        return String.join(
                File.pathSeparator,
                folder.toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
    }

    /** Prints scores with all their digits. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            // Three factors of 2, 5 and 3 values: fewer, as many and more tasks than threads.
            Sample sample = PredictionCases.oracle(1);
            System.out.println(Parallel.threads() + " threads");
            for (SupervisedMetric metric : List.of(
                    Dci.standard(),
                    Dci.forest(1),
                    Dci.gwae(1),
                    Dci.zaidiLasso(),
                    Sap.standard(),
                    Sap.tree(),
                    new DownstreamAccuracy(Predictor.LOGISTIC_REGRESSION, List.of(100, 300)))) {
                System.out.println(metric.score(sample).json());
            }
        }
    }
}
