package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BackendTest {

    @Test
    void namesAreDistinctAndFindTheirBackend() {
        assertThat(Backend.all())
                .extracting(Backend::name)
                .contains("reference")
                .doesNotHaveDuplicates();
        for (Backend backend : Backend.all()) {
            assertThat(Backend.named(backend.name())).isSameAs(backend);
        }
    }

    @Test
    void choosesForAPieceOfAProgram() {
        Backend before = Backend.current();
        for (Backend backend : Backend.all()) {
            assertThat(Backend.with(backend.name(), Backend::current)).isSameAs(backend);
        }
        Backend inner = Backend.with("reference", () -> Backend.with(before.name(), Backend::current));
        assertThat(inner).isSameAs(before);
        assertThat(Backend.current()).isSameAs(before);
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Backend.named("abacus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'abacus'")
                .hasMessageContaining("reference");
        assertThatThrownBy(() -> Backend.with("abacus", () -> 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
