package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says is true: its commands are the ones in use, its sample compiles and runs, its files exist. */
class ReadmeTest {

    private static final Path ROOT = root();

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("README.md"))) {
            at = at.getParent();
        }
        return at;
    }

    private static String readme() throws Exception {
        return readme("README.md");
    }

    private static String readme(String path) throws Exception {
        return Files.readString(ROOT.resolve(path));
    }

    private static List<String> fences(String text) {
        Matcher matcher = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$").matcher(text);
        return matcher.results().map(result -> result.group(1).strip()).toList();
    }

    private static String section(String title) throws Exception {
        Matcher matcher = Pattern.compile("(?ms)^## " + title + "\\n(.*?)^## ").matcher(readme());
        assertThat(matcher.find()).as(title).isTrue();
        return matcher.group(1);
    }

    @Test
    void runsByOneCommandThatExists() throws Exception {
        List<String> commands = fences(section("Run it"));
        assertThat(commands).hasSize(1);
        String[] words = commands.getFirst().split(" ");
        assertThat(ROOT.resolve(words[0])).isExecutable();
        assertThat(ROOT.resolve("examples/src/main/java/org/gaspard/examples/" + words[1] + ".java"))
                .exists();
    }

    @Test
    void testsByTheCommandOfTheContinuousIntegration() throws Exception {
        List<String> commands = fences(section("Test it"));
        assertThat(commands).hasSize(1);
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains(commands.getFirst());
    }

    @Test
    void sampleCompilesAndRuns(@TempDir Path folder) throws Exception {
        assertThat(sample(readme(), "Sample").lines().count()).isLessThanOrEqualTo(15);
        assertThat(run(readme(), "Sample", "org.gaspard.autodiff", folder))
                .contains("float64[3, 1] [[")
                .contains("fused");
    }

    @Test
    void sampleOfTopologyFindsTheLoop(@TempDir Path folder) throws Exception {
        String printed = run(readme(), "Loops", "org.gaspard.topology", folder);
        // The hole of an ellipse is born at the length of its longest side.
        assertThat(printed.lines().filter(line -> !line.startsWith("WARNING")))
                .hasSize(4)
                .satisfiesExactly(
                        bars -> assertThat(bars).startsWith("H1 {[0.1566"),
                        edges -> assertThat(edges).isEqualTo("40 edges"),
                        distance -> assertThat(Double.parseDouble(distance)).isBetween(0.01, 0.5),
                        divergence -> assertThat(divergence).isEqualTo("0.0"));
    }

    @Test
    void sampleOfModelsTrains(@TempDir Path folder) throws Exception {
        String printed = run(readme("models/README.md"), "Disentangle", "org.gaspard.models", folder);
        assertThat(printed.lines().filter(line -> line.startsWith("{")))
                .hasSize(20)
                .allSatisfy(row -> assertThat(row).contains("loss=", "reconstruction=", "kl=", "factorised_support="));
    }

    /** The sample with a class of this name. */
    private static String sample(String text, String name) {
        return fences(text).stream()
                .filter(fence -> fence.contains("public class " + name))
                .findFirst()
                .orElseThrow();
    }

    /** What a sample prints. */
    private static String run(String text, String name, String module, Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve(name + ".java"), sample(text, name));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        System.getProperty("jdk.module.path"),
                        "--add-modules",
                        module,
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    @Test
    void linksLeadToFiles() throws Exception {
        Matcher matcher = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());
        List<String> links = matcher.results().map(result -> result.group(1)).toList();
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }
}
