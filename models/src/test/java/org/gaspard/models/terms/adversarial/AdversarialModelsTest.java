package org.gaspard.models.terms.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.models.terms.TinyVae.IMAGES;
import static org.gaspard.models.terms.TinyVae.LATENTS;
import static org.gaspard.models.terms.TinyVae.wave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.networks.FeatureDiscriminator;
import org.gaspard.models.networks.ImplicitEncoder;
import org.gaspard.models.networks.PairNetwork;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.models.terms.adversarial.LearnedSimilarity.Form;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ALI, AVB and VAE-GAN, held against adversarial_models.py in double precision. */
class AdversarialModelsTest {

    private static final OracleFile ORACLE = new OracleFile("terms/adversarial/models.txt");
    private static final WeightInit INIT = WeightInit.standard().withDType(DType.FLOAT64);
    private static final RandomKey KEY = RandomKey.of(7);
    private static final int NOISE = 2;
    /** Measured: at most 1.8e-15, of the encoder's gradient; 4.5e-16 of all others. */
    private static final double TOLERANCE = 5e-15;

    private static final LatentSampler DRAWN =
            (n, key, model, pass) -> wave(1, 2.7, 0.9, n, LATENTS).computedNow();

    private static double deviation(Tensor found, String name) {
        Tensor expected = ORACLE.get(name);
        assertThat(found.size()).as(name).isEqualTo(expected.size());
        double[] numbers = found.toDoubleArray();
        double[] oracle = expected.toDoubleArray();
        double most = 0;
        for (int i = 0; i < numbers.length; i++) {
            most = Math.max(most, Math.abs(numbers[i] - oracle[i]));
        }
        return most;
    }

    private static void check(Tensor value, List<Tensor> inputs, String name) {
        double most = deviation(value, name);
        List<Tensor> gradients = Autodiff.gradient(value, inputs);
        for (int i = 0; i < inputs.size(); i++) {
            most = Math.max(most, deviation(gradients.get(i), name + ".gradient" + i));
        }
        assertThat(most).as(name).isLessThan(TOLERANCE);
    }

    private static void checkNoGradient(Tensor value, List<Tensor> inputs) {
        assertThat(Autodiff.gradient(value, inputs))
                .allSatisfy(gradient -> assertThat(gradient.toDoubleArray()).containsOnly(0));
    }

    private static List<Tensor> leaves(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::tensor).toList();
    }

    private static List<Tensor> and(Tensor first, List<Parameter> parameters) {
        return Stream.concat(Stream.of(first), leaves(parameters).stream()).toList();
    }

    private static Layer dense(String name, int in, int out) {
        return new Linear(name, in, out, KEY, INIT);
    }

    private static PairNetwork pairs(int vector, int outputs) {
        PairNetwork pairs = new PairNetwork(
                new Sequential(new Flatten(), dense("image", 4, 3), new Activation.Tanh()),
                new Sequential(dense("latent", vector, 2), new Activation.Tanh()),
                new Sequential(dense("joint", 5, 4), new Activation.Tanh(), dense("out", 4, outputs)));
        fill(pairs.parameters());
        return pairs;
    }

    private static FeatureDiscriminator features() {
        FeatureDiscriminator network = new FeatureDiscriminator(List.of(
                new Sequential(new Flatten(), dense("fc1", 4, 5), new Activation.Tanh()),
                new Sequential(dense("fc2", 5, 3), new Activation.Tanh()),
                dense("out", 3, 1)));
        fill(network.parameters());
        return network;
    }

    private static void fill(List<Parameter> parameters) {
        double shift = 0;
        for (Parameter p : parameters) {
            p.assign(wave(0.7, 1.9, shift++, p.shape().toArray()));
        }
    }

    private static Vae model() {
        return TinyVae.model(new Likelihood.Bernoulli(), DType.FLOAT64);
    }

    private static GaussianPosterior posterior() {
        return new GaussianPosterior(
                wave(1.1, 1.3, 0.2, IMAGES, LATENTS),
                wave(0.8, 0.9, 1, IMAGES, LATENTS).subtract(0.7));
    }

    private static Tensor latent() {
        Tensor noise = wave(1.2, 2.1, 0.4, IMAGES, LATENTS);
        return posterior()
                .mean()
                .add(posterior().logVariance().multiply(0.5).exp().multiply(noise))
                .computedNow();
    }

    private static VaePass pass(Vae model, Tensor latent, Map<Parameter, Tensor> substitutes) {
        ForwardPass state = ForwardPass.training(KEY).with(substitutes);
        return new VaePass(model, state, TinyVae.images(), posterior(), latent, model.decode(latent, state));
    }

    /** Gradient and second gradient in the latents and in all these parameters. */
    private static void checkDerivatives(Vae model, Term term, List<Parameter> parameters) {
        Function<List<Tensor>, Tensor> value = xs -> {
            Map<Parameter, Tensor> values = new LinkedHashMap<>();
            for (int i = 0; i < parameters.size(); i++) {
                values.put(parameters.get(i), xs.get(i));
            }
            return term.value(pass(model, latent(), values)).value();
        };
        Tensor[] inputs = parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new);
        GradientCheck.standard().firstAndSecond(value, inputs);
    }

    private static void checkDerivatives(Term term) {
        Vae model = model();
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> term.value(pass(model, xs.getFirst(), Map.of())).value(), latent());
    }

    @Test
    void adversariallyLearnedInference() {
        JointDiscriminator game = new JointDiscriminator(pairs(LATENTS, 1), DRAWN);
        Vae model = model();
        Tensor latent = latent();
        VaePass pass = pass(model, latent, Map.of());
        Tensor confusion = game.confusion().value(pass).value();
        List<Parameter> decoder = model.decoder().parameters();
        check(confusion, and(latent, decoder), "ali.confusion");
        Term.Value loss = game.loss().value(pass);
        check(loss.value(), leaves(game.network().parameters()), "ali.loss");
        checkNoGradient(loss.value(), and(latent, decoder));
        assertThat(deviation(loss.diagnostics().get("discriminator.encoded"), "ali.encoded"))
                .isLessThan(TOLERANCE);
        assertThat(deviation(loss.diagnostics().get("discriminator.decoded"), "ali.decoded"))
                .isLessThan(TOLERANCE);
        checkDerivatives(game.confusion());
        checkDerivatives(model, game.confusion(), decoder);
        checkDerivatives(model, game.loss(), game.network().parameters());
    }

    @Test
    void adversarialVariationalBayes() {
        AdversarialDivergence game = new AdversarialDivergence(pairs(LATENTS, 1), DRAWN);
        Vae model = model();
        Tensor latent = latent();
        VaePass pass = pass(model, latent, Map.of());
        check(game.divergence().value(pass).value(), List.of(latent), "avb.divergence");
        Tensor loss = game.loss().value(pass).value();
        check(loss, leaves(game.network().parameters()), "avb.loss");
        checkNoGradient(loss, List.of(latent));
        checkDerivatives(game.divergence());
        checkDerivatives(model, game.loss(), game.network().parameters());
    }

    @Test
    void implicitEncoder() {
        ImplicitEncoder encoder = new ImplicitEncoder(pairs(NOISE, LATENTS), NOISE);
        Tensor drawn = encoder.apply(TinyVae.images(), ForwardPass.training(KEY));
        check(drawn.square().sum(), leaves(encoder.parameters()), "avb.encoder");
        Tensor code = encoder.apply(TinyVae.images(), ForwardPass.evaluation());
        assertThat(deviation(code, "avb.in_use")).isLessThan(TOLERANCE);
        Vae model = new Vae(encoder, model().decoder(), LATENTS, new Likelihood.Bernoulli(), Vae.Encoding.POINT);
        VaePass pass = model.forward(TinyVae.images(), ForwardPass.training(KEY));
        assertThat(pass.latent().toDoubleArray()).isEqualTo(drawn.toDoubleArray());
    }

    @ParameterizedTest
    @EnumSource
    void vaeGan(Form form) {
        LearnedSimilarity game = new LearnedSimilarity(features(), DRAWN, form);
        Vae model = model();
        Tensor latent = latent();
        List<Parameter> decoder = model.decoder().parameters();
        VaePass pass = pass(model, latent, Map.of());
        Tensor forEncoder = game.encoderFeatures().value(pass).value();
        check(forEncoder, List.of(latent), "vaegan.encoder");
        checkNoGradient(forEncoder, leaves(decoder));
        Tensor forDecoder = game.decoderFeatures().value(pass).value();
        check(forDecoder, leaves(decoder), "vaegan.decoder");
        checkNoGradient(forDecoder, List.of(latent));
        Tensor deception = game.deception().value(pass).value();
        check(deception, leaves(decoder), "vaegan." + form.name().toLowerCase(Locale.ROOT));
        checkNoGradient(deception, List.of(latent));
        Tensor loss = game.loss().value(pass).value();
        check(loss, leaves(game.network().parameters()), "vaegan.loss");
        checkNoGradient(loss, and(latent, decoder));
        checkDerivatives(game.encoderFeatures());
        checkDerivatives(model, game.decoderFeatures(), decoder);
        checkDerivatives(model, game.deception(), decoder);
        checkDerivatives(model, game.loss(), game.network().parameters());
    }

    @Test
    void featuresOfOneLayer() {
        FeatureDiscriminator whole = features();
        FeatureDiscriminator last = new FeatureDiscriminator(List.of(
                new Sequential(whole.parts().get(0), whole.parts().get(1)),
                whole.parts().get(2)));
        Tensor latent = latent();
        Tensor value = new LearnedSimilarity(last)
                .encoderFeatures()
                .value(pass(model(), latent, Map.of()))
                .value();
        check(value, List.of(latent), "vaegan.one_layer");
    }

    /** L_G − L_D is the mean logit of codes less that of draws, if both see the same draws. */
    @Test
    void allTermsOfAPassSeeTheSameDraws() {
        PairNetwork constant = new PairNetwork(
                (x, pass) -> x.reshape(IMAGES, 4), (z, pass) -> z, new Sequential(dense("sum", 4 + LATENTS, 1)));
        fill(constant.parameters());
        JointDiscriminator game = new JointDiscriminator(constant);
        VaePass pass = pass(model(), latent(), Map.of());
        Term.Value loss = game.loss().value(pass);
        double difference =
                game.confusion().value(pass).value().item() - loss.value().item();
        Tensor draws = new StandardNormal()
                .sample(IMAGES, KEY.child(0), pass.model(), pass.pass())
                .cast(DType.FLOAT64);
        Tensor image = pass.model().decode(draws, pass.pass()).sigmoid();
        double expected = constant.logits(pass.images(), pass.latent(), pass.pass())
                        .mean()
                        .item()
                - constant.logits(image, draws, pass.pass()).mean().item();
        assertThat(difference).isCloseTo(expected, within(1e-14));
    }

    /** Draws that count themselves, times a trained number. */
    private record Counted(Parameter scale, Parameter draws) implements LatentSampler {

        Counted() {
            this(new Parameter("scale", Tensor.scalar(1.0)), new Parameter("draws", Tensor.scalar(0.0)));
        }

        @Override
        public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
            pass.update(draws, pass.value(draws).add(1));
            return key.normal(DType.FLOAT64, n, LATENTS).multiply(pass.value(scale));
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(scale);
        }

        @Override
        public List<Parameter> buffers() {
            return List.of(draws);
        }
    }

    /** The losses of a pass draw once; those of the model lead to the prior, and train it where it is generated from. */
    @ParameterizedTest
    @MethodSource("games")
    void anyPrior(Counted prior, Term ofModel, Term loss, boolean trained) {
        VaePass pass = pass(model(), latent(), Map.of());
        Tensor value = ofModel.value(pass).value();
        Tensor against = loss.value(pass).value();
        assertThat(pass.pass().value(prior.draws()).item()).isEqualTo(1);
        assertThat(ofModel.sampler()).contains(prior);
        assertThat(loss.buffers()).contains(prior.draws());
        assertThat(loss.parameters()).doesNotContain(prior.scale());
        assertThat(ofModel.parameters()).isEqualTo(trained ? prior.parameters() : List.of());
        double gradient = Autodiff.gradient(value, prior.scale().tensor()).item();
        assertThat(gradient != 0).isEqualTo(trained);
        checkNoGradient(against, List.of(prior.scale().tensor()));
    }

    static Stream<Arguments> games() {
        Counted ofPairs = new Counted();
        JointDiscriminator joint = new JointDiscriminator(pairs(LATENTS, 1), ofPairs);
        Counted ofCodes = new Counted();
        AdversarialDivergence divergence = new AdversarialDivergence(pairs(LATENTS, 1), ofCodes);
        Counted ofImages = new Counted();
        LearnedSimilarity similarity = new LearnedSimilarity(features(), ofImages, Form.NON_SATURATING);
        return Stream.of(
                Arguments.of(ofPairs, joint.confusion(), joint.loss(), true),
                Arguments.of(ofCodes, divergence.divergence(), divergence.loss(), false),
                Arguments.of(ofImages, similarity.deception(), similarity.loss(), true));
    }

    /** How often the decoder is applied, the pass of the model counted: what its running statistics see. */
    @Test
    void passesOfTheDecoder() {
        JointDiscriminator joint = new JointDiscriminator(pairs(LATENTS, 1), DRAWN);
        assertThat(decoded(joint.confusion(), joint.loss())).isEqualTo(2);
        LearnedSimilarity similarity = new LearnedSimilarity(features());
        assertThat(decoded(
                        similarity.encoderFeatures(),
                        similarity.decoderFeatures(),
                        similarity.deception(),
                        similarity.loss()))
                .isEqualTo(4);
    }

    private static double decoded(Term... terms) {
        Parameter count = new Parameter("count", Tensor.scalar(0.0));
        Vae plain = model();
        Layer counting = (z, state) -> {
            state.update(count, state.value(count).add(1));
            return plain.decoder().apply(z, state);
        };
        Vae model = new Vae(plain.encoder(), counting, LATENTS, new Likelihood.Bernoulli());
        VaePass pass = pass(model, latent(), Map.of());
        for (Term term : terms) {
            term.value(pass);
        }
        return pass.pass().value(count).item();
    }

    @Test
    void badArguments() {
        VaePass pass = pass(model(), latent(), Map.of());
        JointDiscriminator wide = new JointDiscriminator(pairs(LATENTS, 2), DRAWN);
        assertThatThrownBy(() -> wide.loss().value(pass))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network of pairs gave [6, 2], expected [N, 1]");
        PairNetwork pairs = pairs(LATENTS, 1);
        assertThatThrownBy(() -> pairs.apply(TinyVae.images(), Tensor.zeros(2, 3), pass.pass()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pairs need one vector for each image, found [6, 2, 2, 1] and [2, 3]");
        PairNetwork unflattened = new PairNetwork((x, state) -> x, pairs.latent(), pairs.joint());
        assertThatThrownBy(() -> unflattened.apply(TinyVae.images(), latent(), pass.pass()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the image branch gave [6, 2, 2, 1], expected [N, n]");
        assertThatThrownBy(() -> new ImplicitEncoder(pairs, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("noise must be at least 1, found 0");
        assertThatThrownBy(() -> new FeatureDiscriminator(List.of(new Flatten())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parts must be at least 2, the last of which gives logits, found 1");
        FeatureDiscriminator two = new FeatureDiscriminator(List.of(new Sequential(new Flatten()), dense("two", 4, 2)));
        assertThatThrownBy(() -> new LearnedSimilarity(two).loss().value(pass))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the discriminator gave [6, 2], expected [N, 1]");
    }
}
