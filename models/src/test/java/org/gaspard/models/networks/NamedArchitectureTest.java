package org.gaspard.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gaspard.models.networks.NamedArchitecture.Sizes;
import org.gaspard.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NamedArchitectureTest {

    @ParameterizedTest
    @EnumSource
    void networksAreOfTheImagesAndLatents(NamedArchitecture architecture) {
        Shape image = Shape.of(64, 64, 3);
        AutoencoderArchitecture networks = architecture.networks(image, 7);
        assertThat(networks.encoder().input()).isEqualTo(image);
        assertThat(networks.encoder().output()).isEqualTo(Shape.of(14));
        assertThat(networks.decoder().output()).isEqualTo(image);
    }

    @ParameterizedTest
    @EnumSource
    void otherSizesAreTakenOrRefusedAsItSays(NamedArchitecture architecture) {
        if (architecture.sizes() == Sizes.ALL) {
            assertThat(architecture.networks(Shape.of(28, 20, 1), 2).latents()).isEqualTo(2);
        } else {
            assertThatThrownBy(() -> architecture.networks(Shape.of(32, 64, 1), 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[32, 64, 1]");
        }
        assertThatThrownBy(() -> architecture.networks(Shape.of(64, 64), 2))
                .hasMessage("image must be [H, W, C], found [64, 64]");
    }

    @Test
    void namesAreWords() {
        assertThat(NamedArchitecture.DISENTANGLEMENT_LIB).hasToString("disentanglement-lib");
        assertThatThrownBy(() -> NamedArchitecture.BURGESS.networks(Shape.of(28, 28, 1), 2))
                .hasMessageContaining("power of two");
    }
}
