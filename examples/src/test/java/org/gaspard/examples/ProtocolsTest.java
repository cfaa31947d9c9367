package org.gaspard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gaspard.models.protocols.Protocol;
import org.gaspard.models.protocols.PublishedProtocols;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolsTest {

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = Protocols.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static List<String> names(Outcome outcome) {
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        return outcome.out().lines().map(line -> line.split(" ")[0]).toList();
    }

    @Test
    void allAreListedOrThoseWithAWord() {
        assertThat(names(run("list")))
                .isEqualTo(PublishedProtocols.all().stream().map(Protocol::name).toList());
        assertThat(names(run("list", "irvae-"))).containsExactly("irvae-mnist-vae", "irvae-mnist");
        assertThat(run("list", "hfs-beta-tcvae-code").out())
                .containsPattern("shapes3d +β-TCVAE, as the published code does\\R");
    }

    @Test
    void eachIsDescribedWithWhatIsKnownOfIt() {
        for (Protocol protocol : PublishedProtocols.all()) {
            Outcome outcome = run("describe", protocol.name());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out().lines())
                    .hasSize(protocol.values().size() + 2)
                    .last()
                    .asString()
                    .startsWith("cite ");
        }
        assertThat(run("describe", "topdis-control-vae-shapes3d+topdis").out())
                .containsPattern("capacity +18.0 \\(unknown, chosen here: searched for each data set; that of the"
                        + " published script for dsprites\\)")
                .containsPattern("capacity-rise +0.15 \\(published in code\\)")
                .containsPattern("topdis gives way +never \\(published in code\\)")
                .containsPattern("optimiser +Adam, β 0.9 and 0.999, ε 1.0E-8 \\(published in code\\)")
                .contains("Disentanglement learning via topology");
    }

    @Test
    void searchesAreListedAndTheirRunsAreOptions() {
        assertThat(names(run("grids")))
                .isEqualTo(PublishedProtocols.grids().stream()
                        .map(grid -> grid.name())
                        .toList());
        assertThat(run("grid", "hfs-annealed-vae-dsprites").out().lines().filter(line -> !line.startsWith("#")))
                .hasSize(8)
                .startsWith("--protocol hfs-annealed-vae --dataset dsprites --capacity 2.0")
                .contains("--protocol hfs-annealed-vae --dataset dsprites");
        assertThat(run("grid", "hfs-beta-tcvae+hfs-shapes3d").out())
                .contains("# hfs [0.01, 0.1, 1.0, 10.0, 100.0, 1000.0, 10000.0] (published in code)")
                .contains("--protocol hfs-beta-tcvae+hfs --beta 2.0 --regulariser hfs=0.01\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | expected a command: list, describe, grids or grid",
                "describe | Missing required parameter: 'NAME'",
                "describe beta-vae | there is no protocol 'beta-vae', expected one of",
                "grid beta-vae | there is no grid 'beta-vae', expected one of [hfs-beta-vae-shapes3d,",
                "print | Unmatched argument at index 0: 'print'"
            })
    void whatIsNotThereIsRefusedInOneLine(String words, String message) {
        Outcome outcome = run(words.isEmpty() ? new String[0] : words.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Protocols: ").contains(message);
        assertThat(outcome.err().lines()).hasSize(1);
    }
}
