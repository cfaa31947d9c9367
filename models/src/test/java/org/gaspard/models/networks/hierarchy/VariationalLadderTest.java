package org.gaspard.models.networks.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** The variational ladder autoencoder, held against hierarchy.py in double precision. */
class VariationalLadderTest {

    private static final OracleFile ORACLE = new OracleFile("networks/hierarchy.txt");
    private static final List<Integer> WIDTHS = List.of(6, 5, 4, 3);
    private static final List<Integer> LATENTS = List.of(2, 1, 3);
    private static final int N = 4;

    private static Layer linear(int in, int out, boolean activated) {
        WeightInit init = WeightInit.standard().withDType(DType.FLOAT64);
        Linear linear = new Linear("fc", in, out, RandomKey.of(1), init);
        return activated ? new Sequential(linear, new Activation.Tanh()) : linear;
    }

    /** The model of the script: its parameters in the script's order. */
    private static Vae model() {
        List<Layer> ups = new ArrayList<>();
        List<Layer> heads = new ArrayList<>();
        List<Layer> injections = new ArrayList<>();
        List<Layer> downs = new ArrayList<>();
        for (int l = 0; l < LATENTS.size(); l++) {
            boolean top = l == LATENTS.size() - 1;
            int at = WIDTHS.get(l + 1);
            ups.add(linear(WIDTHS.get(l), at, true));
            heads.add(linear(at, 2 * LATENTS.get(l), false));
            injections.add(linear(LATENTS.get(l), at, true));
            downs.add(linear(top ? at : 2 * at, WIDTHS.get(l), l > 0));
        }
        Vae model = new Vae(
                new HierarchicalEncoder(ups, heads),
                new HierarchicalDecoder(LATENTS, injections, downs),
                6,
                new Likelihood.Bernoulli());
        double shift = 0;
        for (Parameter p : model.parameters()) {
            p.assign(TinyVae.wave(0.6, 1.9, shift++, p.shape().toArray()));
        }
        return model;
    }

    private static Tensor images() {
        return TinyVae.wave(0.45, 1.7, 0.3, N, 6).add(0.5).computedNow();
    }

    private static VaePass pass(Vae model, Map<Parameter, Tensor> substitutes) {
        ForwardPass state = ForwardPass.training().with(substitutes);
        GaussianPosterior posterior = model.encode(images(), state);
        Tensor noise = TinyVae.wave(1.2, 2.1, 0.4, N, 6);
        Tensor latent =
                posterior.mean().add(posterior.logVariance().multiply(0.5).exp().multiply(noise));
        return new VaePass(model, state, images(), posterior, latent, model.decode(latent, state));
    }

    private static Tensor bound(VaePass pass) {
        return new Reconstruction()
                .value(pass)
                .value()
                .add(new KlDivergence().value(pass).value());
    }

    /** Measured: at most 8.9e-16, of a bound of 5.8. */
    private static void check(Tensor found, String name) {
        Tensor expected = ORACLE.get(name);
        assertThat(found.size()).as(name).isEqualTo(expected.size());
        double most =
                found.subtract(expected.reshape(found.shape())).abs().max().item();
        assertThat(most).as(name).isLessThan(1e-14);
    }

    @Test
    void boundAndItsGradient() {
        Vae model = model();
        VaePass pass = pass(model, Map.of());
        check(Tensor.concatenate(1, pass.posterior().mean(), pass.posterior().logVariance()), "encoder");
        check(pass.output(), "output");
        Tensor bound = bound(pass);
        check(bound, "bound");
        List<Tensor> gradients = Autodiff.gradient(
                bound, model.parameters().stream().map(Parameter::tensor).toList());
        for (int i = 0; i < gradients.size(); i++) {
            check(gradients.get(i), "bound.gradient" + i);
        }
    }

    @Test
    void derivatives() {
        Vae model = model();
        List<Parameter> parameters = model.parameters();
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> {
                            Map<Parameter, Tensor> values = new LinkedHashMap<>();
                            for (int i = 0; i < xs.size(); i++) {
                                values.put(parameters.get(i), xs.get(i));
                            }
                            return bound(pass(model, values));
                        },
                        parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
    }

    @Test
    void training() {
        int n = 16;
        VariationalLadder ladder = VariationalLadder.convolutional(Shape.of(16, 16, 1), List.of(4, 8), List.of(2, 3));
        Vae model = ladder.vae(new Likelihood.Bernoulli(), RandomKey.of(3));
        VaeStep step = new VaeStep(
                model,
                List.of(WeightedTerm.of(new Reconstruction(), 1), WeightedTerm.of(new KlDivergence(), 1)),
                new Adam(model.parameters()),
                new TensorType(Shape.of(n, 16, 16, 1), DType.FLOAT32));
        float[] pixels = new float[n * 256];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / 256;
            pixels[i] = (i % 256 / 16 - image % 4 * 3) * (i % 16 - image / 4 * 3) > 6 ? 1 : 0;
        }
        Tensor images = Tensor.of(pixels, n, 16, 16, 1);
        List<Double> losses = new ArrayList<>();
        for (int t = 0; t < 60; t++) {
            losses.add(step.run(t, images, RandomKey.of(t), 3e-3).get("loss"));
        }
        assertThat(losses.getLast()).isLessThan(0.7 * losses.getFirst());
    }

    /** The levels and latents of the comparison. */
    @Test
    void architectureFor64() {
        VariationalLadder ladder =
                VariationalLadder.convolutional(Shape.of(64, 64, 3), List.of(32, 32, 64, 64), List.of(16, 16, 16, 16));
        assertThat(ladder.ups().stream().map(Network::output))
                .containsExactly(Shape.of(32, 32, 32), Shape.of(16, 16, 32), Shape.of(8, 8, 64), Shape.of(4, 4, 64));
        assertThat(ladder.latents()).containsExactly(16, 16, 16, 16);
        Vae model = ladder.vae(new Likelihood.Bernoulli(), RandomKey.of(1));
        assertThat(model.latents()).isEqualTo(64);
        Tensor images = model.generate(Tensor.zeros(2, 64));
        assertThat(images.shape()).isEqualTo(Shape.of(2, 64, 64, 3));
        assertThat(model.codes(images).shape()).isEqualTo(Shape.of(2, 64));
        assertThat(model.parameters().stream().map(Parameter::name))
                .contains(
                        "encoder.up1.conv1.weight",
                        "encoder.head4.out.bias",
                        "decoder.injection1.fc2.weight",
                        "decoder.down4.conv1.weight")
                .doesNotHaveDuplicates();
    }

    @Test
    void badArguments() {
        Shape image = Shape.of(16, 16, 1);
        assertThatThrownBy(() -> VariationalLadder.convolutional(image, List.of(4, 8), List.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ladder has channels and latents for each of at least one level,"
                        + " found 2 channels and 1 latents");
        assertThatThrownBy(() -> VariationalLadder.convolutional(image, List.of(4, 8, 8), List.of(2, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("image must be [s, s, C], s a power of two from 32 on for 3 levels, found [16, 16, 1]");
        VariationalLadder good = VariationalLadder.convolutional(image, List.of(4, 8), List.of(2, 3));
        List<Network> heads = List.of(good.heads().get(0), good.heads().get(1).then(new Stage.Slice(0, 4)));
        assertThatThrownBy(() -> new VariationalLadder(good.ups(), heads, good.injections(), good.downs()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the output of the head of level 2 must be [6], found [4]");
        assertThatThrownBy(() -> new VariationalLadder(
                        good.ups(),
                        good.heads(),
                        good.injections(),
                        List.of(good.downs().get(0), good.downs().get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the input of the way down of level 1 must be [8, 8, 5], found [8, 8, 8]");
        assertThatThrownBy(() -> new VariationalLadder(good.ups(), good.heads(), good.injections(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ladder has four networks for each of at least one level,"
                        + " found 2 ups, 2 heads, 2 injections and 0 downs");
        Vae model = model();
        assertThatThrownBy(() -> model.generate(Tensor.zeros(1, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must be [N, 6] for levels of [2, 1, 3], found [1, 5]");
        Layer odd = linear(5, 3, false);
        HierarchicalEncoder encoder = new HierarchicalEncoder(List.of(linear(6, 5, true)), List.of(odd));
        assertThatThrownBy(() -> encoder.apply(images(), ForwardPass.evaluation()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the head of level 1 gave [4, 3], expected [N, 2 d]");
        assertThatThrownBy(() -> new HierarchicalEncoder(List.of(odd), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an encoder has one head for each of at least one level, found 1 levels and 0 heads");
        assertThatThrownBy(() -> new HierarchicalDecoder(List.of(2), List.of(odd), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a decoder has one injection and one way down for each of at least one level,"
                        + " found 1 levels, 1 injections and 0 ways down");
    }
}
