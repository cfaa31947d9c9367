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
        return Files.readString(ROOT.resolve("README.md"));
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
        String sample = fences(readme()).stream()
                .filter(fence -> fence.contains("public class Sample"))
                .findFirst()
                .orElseThrow();
        assertThat(sample.lines().count()).isLessThanOrEqualTo(15);
        Path source = Files.writeString(folder.resolve("Sample.java"), sample);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        System.getProperty("jdk.module.path"),
                        "--add-modules",
                        "org.gaspard.autodiff",
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("float64[3, 1] [[").contains("fused");
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
