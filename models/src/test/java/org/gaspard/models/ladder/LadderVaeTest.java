package org.gaspard.models.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.ladder.LadderArchitecture.Normalised;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ladder variational autoencoder, held against ladder.py in double precision. */
class LadderVaeTest {

    private static final OracleFile ORACLE = new OracleFile("ladder.txt");
    private static final List<Integer> WIDTHS = List.of(4, 5, 4, 3);
    private static final List<Integer> LATENTS = List.of(3, 2, 1);
    private static final RandomKey KEY = RandomKey.of(7);
    private static final double BETA = 0.3;
    private static final int N = 4;

    private static Layer linear(int in, int out) {
        return new Linear("fc", in, out, RandomKey.of(1), WeightInit.standard().withDType(DType.FLOAT64));
    }

    /** The model of the script: its parameters in the script's order. */
    private static LadderVae model() {
        List<Layer> ups = new ArrayList<>();
        List<Layer> evidence = new ArrayList<>();
        List<Layer> priors = new ArrayList<>();
        for (int l = 0; l < LATENTS.size(); l++) {
            Layer up = linear(WIDTHS.get(l), WIDTHS.get(l + 1));
            ups.add(
                    l == 0
                            ? new Sequential(new Flatten(), up, new Activation.Tanh())
                            : new Sequential(up, new Activation.Tanh()));
            evidence.add(linear(WIDTHS.get(l + 1), 2 * LATENTS.get(l)));
            if (l > 0) {
                priors.add(linear(LATENTS.get(l), 2 * LATENTS.get(l - 1)));
            }
        }
        Layer decoder = new Sequential(linear(3, 4), new Reshape(Shape.of(2, 2, 1)));
        LadderVae model = new LadderVae(ups, evidence, priors, decoder, LATENTS, new Likelihood.Bernoulli());
        double shift = 0;
        for (Parameter p : model.parameters()) {
            p.assign(TinyVae.wave(0.8, 1.9, shift++, p.shape().toArray()));
        }
        return model;
    }

    private static Tensor images() {
        return TinyVae.wave(0.45, 1.7, 0.3, N, 2, 2, 1).add(0.5).computedNow();
    }

    private static Tensor loss(LadderVae model, LadderPass pass) {
        Tensor kl = pass.kl().stream().reduce(Tensor::add).orElseThrow();
        return pass.reconstruction(model.likelihood()).add(kl.multiply(BETA));
    }

    /** Measured: at most 8.9e-16. */
    private static void check(Tensor found, String name) {
        Tensor expected = ORACLE.get(name);
        assertThat(found.size()).as(name).isEqualTo(expected.size());
        double most =
                found.subtract(expected.reshape(found.shape())).abs().max().item();
        assertThat(most).as(name).isLessThan(2e-14);
    }

    @Test
    void boundAndItsGradient() {
        LadderVae model = model();
        LadderPass pass = model.forward(images(), ForwardPass.training(KEY));
        for (int l = 0; l < 3; l++) {
            check(pass.levels().get(l).latent(), "latent" + (l + 1));
        }
        check(Tensor.stack(0, pass.kl()), "kl");
        check(pass.reconstruction(model.likelihood()), "reconstruction");
        Tensor loss = loss(model, pass);
        check(loss, "loss");
        List<Tensor> gradients = Autodiff.gradient(
                loss, model.parameters().stream().map(Parameter::tensor).toList());
        for (int i = 0; i < gradients.size(); i++) {
            check(gradients.get(i), "gradient" + i);
        }
    }

    @Test
    void derivatives() {
        LadderVae model = model();
        List<Parameter> parameters = model.parameters();
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> {
                            Map<Parameter, Tensor> values = new LinkedHashMap<>();
                            for (int i = 0; i < xs.size(); i++) {
                                values.put(parameters.get(i), xs.get(i));
                            }
                            ForwardPass state = ForwardPass.training(KEY).with(values);
                            return loss(model, model.forward(images(), state));
                        },
                        parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
    }

    @Test
    void inUse() {
        LadderVae model = model();
        check(model.codes(images()), "codes");
        Vae view = model.asVae();
        check(view.encode(images(), ForwardPass.evaluation()).logVariance(), "log_variances");
        assertThat(view.latents()).isEqualTo(6);
        assertThat(view.parameters()).containsExactlyElementsOf(model.parameters());
        Tensor whole = model.forward(images(), ForwardPass.evaluation()).output();
        assertThat(view.decode(model.codes(images()), ForwardPass.evaluation()).toDoubleArray())
                .isEqualTo(whole.toDoubleArray());
    }

    /** The evidence at a far lower precision than the prior leaves the prior, and the other way round, without overflow. */
    @Test
    void extremePrecisions() {
        for (double logVariance : List.of(2000.0, -2000.0)) {
            Layer evidence = (x, pass) -> Tensor.of(new double[] {3, logVariance}, 1, 2);
            Layer prior = (z, pass) -> Tensor.of(new double[] {-1, 0.5}, 1, 2);
            Layer top = (x, pass) -> Tensor.of(new double[] {0, 0}, 1, 2);
            Layer same = (x, pass) -> x;
            LadderVae model = new LadderVae(
                    List.of(same, same),
                    List.of(evidence, top),
                    List.of(prior),
                    same,
                    List.of(1, 1),
                    new Likelihood.Gaussian(1));
            LadderPass.Level level = model.forward(Tensor.ones(1, 1), ForwardPass.evaluation())
                    .levels()
                    .getFirst();
            assertThat(level.posterior().mean().item()).isEqualTo(logVariance > 0 ? -1 : 3);
            assertThat(level.posterior().logVariance().item()).isEqualTo(logVariance > 0 ? 0.5 : -2000);
        }
    }

    private static AutoencoderArchitecture networks() {
        return ConvArchitecture.burgess(8).networks(1, 4);
    }

    private static Tensor squares(int n) {
        float[] pixels = new float[n * 64];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / 64;
            int y = i % 64 / 8 - 1 - image % 4;
            int x = i % 8 - 1 - image / 4;
            pixels[i] = x >= 0 && x < 3 && y >= 0 && y < 3 ? 1 : 0;
        }
        return Tensor.of(pixels, n, 8, 8, 1);
    }

    /** Steps with a warm-up; images are then drawn as the layers say. */
    @ParameterizedTest
    @EnumSource
    void training(Normalised normalised) {
        LadderVae model = LadderArchitecture.of(networks(), List.of(4, 3, 2), normalised)
                .ladder(new Likelihood.Bernoulli(), RandomKey.of(2));
        int n = 16;
        LadderStep step = new LadderStep(
                model,
                Schedule.linear(0, 1, 40),
                new Adam(model.parameters()),
                new TensorType(Shape.of(n, 8, 8, 1), DType.FLOAT32));
        assertThat(step.names()).containsExactly("loss", "reconstruction", "kl", "kl.1", "kl.2", "kl.3");
        List<Map<String, Double>> rows = new ArrayList<>();
        for (int t = 0; t < 60; t++) {
            rows.add(step.run(t, squares(n), RandomKey.of(t), 3e-3));
        }
        Map<String, Double> first = rows.getFirst();
        Map<String, Double> last = rows.getLast();
        assertThat(first.get("loss")).isEqualTo(first.get("reconstruction"));
        assertThat(last.get("loss")).isCloseTo(last.get("reconstruction") + last.get("kl"), within(1e-4));
        assertThat(last.get("reconstruction")).isLessThan(0.5 * first.get("reconstruction"));
        assertThat(model.buffers())
                .hasSize(
                        switch (normalised) {
                            case NONE -> 0;
                            case HIDDEN -> 16;
                            case EVIDENCE -> 6;
                        });
        Tensor drawn = model.generate(2, KEY);
        ForwardPass use = ForwardPass.evaluation();
        Tensor z = KEY.child(0).normal(DType.FLOAT32, 2, 2);
        for (int l = 1; l >= 0; l--) {
            Tensor both = model.priors().get(l).apply(z, use);
            int d = both.extent(1) / 2;
            Tensor noise = KEY.child(2 - l).normal(DType.FLOAT32, 2, d);
            z = both.slice(1, 0, d)
                    .add(both.slice(1, d, 2 * d).multiply(0.5).exp().multiply(noise));
        }
        assertThat(drawn.toFloatArray())
                .isEqualTo(model.decoder().apply(z, use).sigmoid().toFloatArray());
    }

    /** What a step computes follows from its state, so that a checkpoint is enough to go on. */
    @Test
    void theStateIsEnoughToGoOn() {
        LadderStep whole = smallStep(1);
        LadderStep resumed = smallStep(9);
        for (int t = 0; t < 3; t++) {
            whole.run(t, squares(8), RandomKey.of(t), 1e-2);
        }
        List<Parameter> state = resumed.state();
        for (int i = 0; i < state.size(); i++) {
            state.get(i).assign(whole.state().get(i).tensor());
        }
        for (int t = 3; t < 6; t++) {
            Map<String, Double> row = whole.run(t, squares(8), RandomKey.of(t), 1e-2);
            assertThat(resumed.run(t, squares(8), RandomKey.of(t), 1e-2)).isEqualTo(row);
        }
    }

    private static LadderStep smallStep(int seed) {
        LadderVae model = LadderArchitecture.of(networks(), List.of(4, 2), Normalised.HIDDEN)
                .ladder(new Likelihood.Bernoulli(), RandomKey.of(seed));
        TensorType batch = new TensorType(Shape.of(8, 8, 8, 1), DType.FLOAT32);
        return new LadderStep(model, Schedule.linear(0, 1, 4), new Adam(model.parameters()), batch);
    }

    @Test
    void architectureFor64() {
        LadderVae model = LadderArchitecture.of(
                        ConvArchitecture.locatello().networks(3, 22), List.of(22, 21, 21), Normalised.HIDDEN)
                .ladder(new Likelihood.Bernoulli(), RandomKey.of(2));
        Tensor images = model.generate(2, KEY);
        assertThat(images.shape()).isEqualTo(Shape.of(2, 64, 64, 3));
        assertThat(model.codes(images).shape()).isEqualTo(Shape.of(2, 64));
        assertThat(model.parameters().stream().map(Parameter::name))
                .contains(
                        "up1.conv1.weight",
                        "up2.fc1.weight",
                        "evidence3.out.bias",
                        "prior2.out.weight",
                        "decoder.fc1.bias")
                .doesNotHaveDuplicates();
    }

    @Test
    void badArguments() {
        LadderVae model = model();
        assertThatThrownBy(() -> new LadderVae(
                        model.ups(), model.evidence(), model.evidence(), model.decoder(), LATENTS, model.likelihood()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a ladder of L >= 1 levels has L ways up, L layers of evidence and L - 1 priors,"
                        + " found 3 levels, 3 ways up, 3 layers of evidence and 3 priors");
        LadderVae wrong = new LadderVae(
                model.ups(), model.evidence(), model.priors(), model.decoder(), List.of(3, 2, 2), model.likelihood());
        assertThatThrownBy(() -> wrong.codes(images()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the evidence of level 3 gave [4, 2], expected [N, 4]");
        assertThatThrownBy(() -> model.asVae().generate(Tensor.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must be [N, 6] for levels of [3, 2, 1], found [1, 3]");
        TensorType batch = new TensorType(Shape.of(N, 2, 2, 1), DType.FLOAT64);
        Adam part = new Adam(model.decoder().parameters());
        assertThatThrownBy(() -> new LadderStep(model, Schedule.constant(1), part, batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the optimizer must train the parameters of the model [");
        assertThatThrownBy(() -> LadderArchitecture.of(networks(), List.of(3, 2), Normalised.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must begin with the 4 of the networks, found [3, 2]");
        LadderArchitecture good = LadderArchitecture.of(networks(), List.of(4, 2), Normalised.NONE);
        assertThatThrownBy(() ->
                        new LadderArchitecture(good.ups(), good.evidence().reversed(), good.priors(), good.decoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the output of the evidence of level 1 must be [8], found [4]");
    }
}
