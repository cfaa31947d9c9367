package org.gaspard.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.FlowArchitecture.Depth;
import org.gaspard.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Outputs are in {@link PublishedNetworksTest}. */
class FlowArchitectureTest {

    private static void sizes(FlowArchitecture architecture, long encoder, long decoder) {
        AutoencoderArchitecture networks = architecture.networks(3);
        assertThat(networks.encoder().parameterCount()).isEqualTo(encoder);
        assertThat(networks.decoder().parameterCount()).isEqualTo(decoder);
        assertThat(networks.latents()).isEqualTo(architecture.width());
        assertThat(networks.encoding()).isEqualTo(Vae.Encoding.GAUSSIAN);
    }

    /** Those of the published program, counted in PyTorch. */
    @Test
    void publishedSizes() {
        sizes(FlowArchitecture.mnist(), 35_711_280, 35_185_431);
        sizes(FlowArchitecture.shapes3d(), 80_815_792, 80_559_737);
        sizes(FlowArchitecture.isaac3d(), 15_976_116, 16_598_523);
        assertThat(FlowArchitecture.mnist().index(3, 9, 3).parameterCount()).isEqualTo(35_205_843);
        assertThat(FlowArchitecture.shapes3d().index(3, 8, 5).parameterCount()).isEqualTo(80_585_729);
    }

    @Test
    void sizesOfSmallWidths() {
        Map<Integer, Long> sizes = Map.of(16, 174_675L, 32, 694_947L, 64, 2_772_291L);
        sizes.forEach((width, size) -> {
            AutoencoderArchitecture networks =
                    FlowArchitecture.mnist().withWidth(width).networks(3);
            assertThat(networks.encoder().parameterCount() + networks.decoder().parameterCount())
                    .isEqualTo(size);
        });
    }

    /** The window of the last convolution takes what the halvings leave, and all numbers end in the latents. */
    @Test
    void shapes() {
        for (FlowArchitecture architecture : List.of(
                FlowArchitecture.mnist(),
                FlowArchitecture.shapes3d(),
                FlowArchitecture.isaac3d(),
                new FlowArchitecture(Depth.SHALLOW, 4, 1),
                new FlowArchitecture(Depth.DEEP, 16, 1))) {
            int side = architecture.side();
            AutoencoderArchitecture networks = architecture.networks(1, 7);
            List<Shape> outputs = networks.encoder().outputs();
            assertThat(outputs.get(outputs.size() - 2).toArray()).startsWith(1, 1);
            assertThat(networks.encoder().output()).isEqualTo(Shape.of(14));
            assertThat(networks.decoder().output()).isEqualTo(Shape.of(side, side, 1));
            Network index = architecture.index(2, 5, 4);
            assertThat(index.input()).isEqualTo(Shape.of(side, side, 10));
            assertThat(index.output()).isEqualTo(Shape.of(4));
        }
    }

    @Test
    void badSizesAreRefused() {
        FlowArchitecture mnist = FlowArchitecture.mnist();
        assertRefused(
                () -> new FlowArchitecture(Depth.SHALLOW, 30, 16), "side must be a multiple of 4 above 0, found 30");
        assertRefused(
                () -> new FlowArchitecture(Depth.DEEP, 28, 16), "side must be a multiple of 16 above 0, found 28");
        assertRefused(() -> new FlowArchitecture(Depth.DEEP, 0, 16), "side must be a multiple of 16 above 0, found 0");
        assertRefused(() -> mnist.withWidth(0), "width must be at least 1, found 0");
        assertRefused(() -> mnist.networks(0), "imageChannels must be at least 1, found 0");
        assertRefused(() -> mnist.networks(3, 0), "latents must be at least 1, found 0");
        assertRefused(() -> mnist.index(0, 9, 3), "imageChannels must be at least 1, found 0");
        assertRefused(() -> mnist.index(3, 0, 3), "frames must be at least 1, found 0");
        assertRefused(() -> mnist.index(3, 9, 0), "transformations must be at least 1, found 0");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
