package org.gaspard.models.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvArchitectureTest {

    private static final RandomKey KEY = RandomKey.of(3);

    private static int count(Layer layer) {
        return layer.parameters().stream().mapToInt(p -> p.shape().size()).sum();
    }

    @Test
    void sizesOfLocatello() {
        Vae vae = ConvArchitecture.locatello().vae(3, 10, new Likelihood.Bernoulli(), KEY);
        assertThat(count(vae.encoder())).isEqualTo(383_956);
        assertThat(count(vae.decoder())).isEqualTo(382_339);
    }

    /**
     * One channel, ten latents. Every further convolution is 16·32·32 + 32 = 16,416; 512 → 256 → 256 is 131,328 + 65,792;
     * the outputs of the encoder 257·20 = 5,140. The decoder begins with 11·256 = 2,816 and 65,792 and 257·512 = 131,584,
     * and ends with 16·32 + 1 = 513.
     */
    @Test
    void sizesOfBurgess() {
        for (int side : new int[] {64, 32}) {
            int inner = side == 64 ? 3 : 2;
            Vae vae = ConvArchitecture.burgess(side).vae(1, 10, new Likelihood.Bernoulli(), KEY);
            assertThat(count(vae.encoder())).isEqualTo(16 * 32 + 32 + inner * 16_416 + 131_328 + 65_792 + 5_140);
            assertThat(count(vae.decoder())).isEqualTo(2_816 + 65_792 + 131_584 + inner * 16_416 + 513);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void imagesGoThroughAndComeBack(int side) {
        ConvArchitecture architecture = ConvArchitecture.burgess(side);
        Vae vae = architecture.vae(3, 4, new Likelihood.Bernoulli(), KEY);
        assertThat(architecture.side()).isEqualTo(side);
        VaePass pass = vae.forward(Tensor.zeros(2, side, side, 3), ForwardPass.training(KEY));
        assertThat(pass.posterior().mean().shape()).isEqualTo(Shape.of(2, 4));
        assertThat(pass.posterior().logVariance().shape()).isEqualTo(Shape.of(2, 4));
        assertThat(pass.output().shape()).isEqualTo(Shape.of(2, side, side, 3));
        assertThat(ConvArchitecture.locatello().side()).isEqualTo(64);
    }

    @Test
    void namesAreStableAndUnique() {
        Vae vae = ConvArchitecture.burgess(8).vae(1, 2, new Likelihood.Bernoulli(), KEY);
        List<String> names = vae.parameters().stream().map(Parameter::name).toList();
        assertThat(names)
                .containsExactly(
                        "encoder.conv1.weight",
                        "encoder.conv1.bias",
                        "encoder.fc1.weight",
                        "encoder.fc1.bias",
                        "encoder.fc2.weight",
                        "encoder.fc2.bias",
                        "encoder.out.weight",
                        "encoder.out.bias",
                        "decoder.fc1.weight",
                        "decoder.fc1.bias",
                        "decoder.fc2.weight",
                        "decoder.fc2.bias",
                        "decoder.fc3.weight",
                        "decoder.fc3.bias",
                        "decoder.conv1.weight",
                        "decoder.conv1.bias");
        assertThat(vae.buffers()).isEmpty();
    }

    /** Weights of Burgess within ±1/√in, of Locatello within ±√2 · √(3/in); both fill their interval; no two agree. */
    @Test
    void weightsStartWithinTheirBounds() {
        Layer burgess = ConvArchitecture.burgess(32).encoder(1, 20).build("e", KEY);
        Layer locatello = ConvArchitecture.locatello().encoder(1, 20).build("e", KEY);
        bounds(burgess, 1);
        bounds(locatello, Math.sqrt(6));
        assertThat(burgess.parameters().stream()
                        .filter(p -> p.name().endsWith("weight"))
                        .map(p -> p.tensor().toFloatArray()[0] * Math.sqrt(fanIn(p)))
                        .distinct()
                        .count())
                .isEqualTo(6);
    }

    /** The first number of each parameter under one key, from version to version: a seed must keep its meaning. */
    @Test
    void aKeyGivesTheSameWeightsAsEver() {
        Vae vae = ConvArchitecture.locatello().vae(3, 10, new Likelihood.Bernoulli(), KEY);
        double[] first = vae.parameters().stream()
                .mapToDouble(p -> p.tensor().toFloatArray()[0])
                .toArray();
        double[] known = {
            -0.16332683,
            0.11969808,
            -0.06749162,
            -0.013119571,
            -0.026094623,
            -0.02503008,
            0.008431055,
            -0.019360077,
            0.06186945,
            -0.029510777,
            -0.08277655,
            -0.06064778,
            0.40203834,
            0.17285144,
            0.13303699,
            -0.05702979,
            0.01753053,
            0.01741695,
            -0.055453677,
            5.791038E-4,
            0.05907985,
            0.027290735,
            0.03490901,
            -0.13654867
        };
        assertThat(first).containsExactly(known, within(1e-8));
    }

    private static int fanIn(Parameter weight) {
        return weight.shape().size() / weight.shape().extent(-1);
    }

    private static void bounds(Layer network, double weightBound) {
        double fans = 1;
        for (Parameter p : network.parameters()) {
            boolean isWeight = p.name().endsWith("weight");
            fans = isWeight ? fanIn(p) : fans;
            double bound = (isWeight ? weightBound : 1) / Math.sqrt(fans);
            double largest = Arrays.stream(p.tensor().toDoubleArray())
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            assertThat(largest).as(p.name()).isBetween((isWeight ? 0.95 : 0.6) * bound, bound * (1 + 1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 6, 12, 48, 63})
    void otherSidesAreRefused(int side) {
        assertThatThrownBy(() -> ConvArchitecture.burgess(side))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + side);
    }

    @Test
    void noConvolutionIsRefused() {
        assertThatThrownBy(() -> new ConvArchitecture(List.of(), List.of(), List.of(), Initialiser.fanInUniform()))
                .hasMessageContaining("at least one convolution");
    }

    @Test
    void withoutHiddenLayers() {
        ConvArchitecture bare = new ConvArchitecture(List.of(2), List.of(), List.of(), Initialiser.fanInUniform());
        Vae vae = bare.vae(1, 3, new Likelihood.Gaussian(1), KEY);
        assertThat(count(vae.encoder())).isEqualTo(16 * 2 + 2 + 33 * 6);
        assertThat(count(vae.decoder())).isEqualTo(4 * 32 + 16 * 2 + 1);
        assertThat(vae.generate(Tensor.zeros(5, 3)).shape()).isEqualTo(Shape.of(5, 8, 8, 1));
    }
}
