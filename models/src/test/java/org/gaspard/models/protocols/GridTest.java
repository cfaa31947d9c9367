package org.gaspard.models.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridTest {

    private static List<String> numbers(Grid grid) {
        return grid.protocols().stream()
                .map(each -> each.name() + " "
                        + each.method().numbers().values().stream()
                                .map(Sourced::value)
                                .toList())
                .toList();
    }

    @Test
    void theLastRangeVariesFastestAndTheProtocolSlowest() {
        Grid grid = new Grid(
                        "g",
                        "",
                        List.of(
                                PublishedProtocols.named("hfs-beta-vae+hfs"),
                                PublishedProtocols.named("gmg-beta-vae+hfs")))
                .over("hfs", 1, 2)
                .over("beta", 3, 4, 5);
        assertThat(numbers(grid))
                .containsExactly(
                        "hfs-beta-vae+hfs [3.0, 1.0]",
                        "hfs-beta-vae+hfs [4.0, 1.0]",
                        "hfs-beta-vae+hfs [5.0, 1.0]",
                        "hfs-beta-vae+hfs [3.0, 2.0]",
                        "hfs-beta-vae+hfs [4.0, 2.0]",
                        "hfs-beta-vae+hfs [5.0, 2.0]",
                        "gmg-beta-vae+hfs [3.0, 1.0]",
                        "gmg-beta-vae+hfs [4.0, 1.0]",
                        "gmg-beta-vae+hfs [5.0, 1.0]",
                        "gmg-beta-vae+hfs [3.0, 2.0]",
                        "gmg-beta-vae+hfs [4.0, 2.0]",
                        "gmg-beta-vae+hfs [5.0, 2.0]");
        assertThat(numbers(grid.over("hfs", 9))).hasSize(6).startsWith("hfs-beta-vae+hfs [3.0, 9.0]");
    }

    @ParameterizedTest
    @CsvSource({
        "hfs-beta-vae-shapes3d, 7",
        "hfs-beta-vae-dsprites, 8",
        "hfs-beta-tcvae-mpi3d, 8",
        "hfs-factor-vae-shapes3d, 7",
        "hfs-factor-vae-mpi3d, 8",
        "hfs-annealed-vae-dsprites, 8",
        "hfs-beta-vae+hfs-shapes3d, 48",
        "hfs-beta-vae+hfs-mpi3d, 54",
        "hfs-only-dsprites, 9",
        "hfs-beta-tcvae+hfs-shapes3d, 49",
        "hfs-beta-tcvae+hfs-dsprites, 42",
        "hfs-beta-tcvae+hfs-code-mpi3d, 7",
        "gmg-beta-tcvae+hfs, 14",
        "gmg-beta-vae-no-reconstruction, 4",
        "topdis-shapes3d, 10"
    })
    void publishedSearchesHaveAsManyRuns(String name, int size) {
        Grid grid = PublishedProtocols.grid(name);
        assertThat(grid.size()).isEqualTo(size);
        assertThat(grid.protocols()).hasSize(size).doesNotHaveDuplicates();
    }

    @Test
    void protocolsOfASearchAreThoseOfItsDataSetAndKeepItsConfidence() {
        for (Grid grid : PublishedProtocols.grids()) {
            assertThat(grid.size()).isEqualTo(grid.protocols().size());
            if (!grid.name().startsWith("gmg-")) {
                assertThat(grid.protocols())
                        .allSatisfy(each -> assertThat(grid.name())
                                .endsWith("-" + each.images().dataSet().value()));
            }
        }
        Protocol last = PublishedProtocols.grid("hfs-only-mpi3d").protocols().getLast();
        assertThat(last.method().numbers().get("hfs")).hasToString("2000.0 (published in code)");
        assertThat(last.method().number("beta")).isZero();
    }

    @Test
    void aGridIsOfNumbersThatItsProtocolsHave() {
        Grid plain = new Grid("g", "", List.of(PublishedProtocols.named("hfs-beta-vae")));
        assertThatThrownBy(() -> plain.over("gamma", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no number 'gamma', expected one of [beta]");
        assertThatThrownBy(() -> plain.over("beta")).hasMessageContaining("the range of beta must have at least one");
        assertThatThrownBy(() -> new Grid("g", "", List.of())).hasMessageContaining("bases must have at least one");
    }
}
