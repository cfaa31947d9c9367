package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program on the class path that was not started with the Vector API. */
class ScalarFallbackTest {

    @TempDir
    Path folder;

    /** The program. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            System.out.println(x.matmul(x.transposed()).multiply(2).sum().item() + " "
                    + x.cast(DType.FLOAT64).exp().log().sum().item());
        }
    }

    @Test
    void worksWithoutTheVectorModuleAndSaysSoOnce() throws Exception {
        List<String> lines = run();
        assertThat(lines).filteredOn(line -> line.startsWith("310.0 2")).hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("Scalar kernels"))
                .hasSize(1)
                .allMatch(line -> line.contains("--add-modules jdk.incubator.vector"));
    }

    @Test
    void theVectorModuleOnTheClassPathIsUsedWithoutAWord() throws Exception {
        List<String> lines = run("--add-modules", "jdk.incubator.vector");
        assertThat(lines).anyMatch(line -> line.startsWith("310.0 2"));
        assertThat(lines).noneMatch(line -> line.contains("Scalar kernels"));
    }

    @Test
    void thePropertyChoosesScalarKernels() throws Exception {
        List<String> lines = run("--add-modules", "jdk.incubator.vector", "-Dgaspard.vector=false");
        assertThat(lines).anyMatch(line -> line.startsWith("310.0 2"));
        assertThat(lines)
                .filteredOn(line -> line.contains("gaspard.vector=false"))
                .hasSize(1);
    }

    private List<String> run(String... options) throws IOException, InterruptedException, URISyntaxException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-Xmx256m", "-cp", classPath(), Program.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    /** The paths of this process, modules or not, and the folder of this class, which may be patched into a module. */
    private static String classPath() throws URISyntaxException {
        URL here = Objects.requireNonNull(ScalarFallbackTest.class.getResource("ScalarFallbackTest.class"));
        Path folder = Path.of(here.toURI());
        for (int i = 0; i < ScalarFallbackTest.class.getName().split("\\.").length; i++) {
            folder = folder.getParent();
        }
        return String.join(
                File.pathSeparator,
                folder.toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""));
    }
}
