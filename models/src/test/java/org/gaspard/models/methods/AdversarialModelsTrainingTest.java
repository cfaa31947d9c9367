package org.gaspard.models.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.Vae.Encoding;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.networks.ImplicitEncoder;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.PairArchitecture;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Captured steps of the adversarial models on tiny networks. */
class AdversarialModelsTrainingTest {

    private static final int N = 16;
    private static final int STEPS = 120;
    private static final int LATENTS = 3;
    private static final double RATE = 2e-3;
    private static final TensorType BATCH = new TensorType(Shape.of(N, 8, 8, 1), DType.FLOAT32);
    private static final AutoencoderArchitecture NETWORKS =
            new ConvArchitecture(List.of(8), List.of(16), List.of(16), Initialiser.fanInUniform()).networks(1, LATENTS);

    /** Discs of different places and sizes, always the same. */
    private static Tensor images() {
        float[] pixels = new float[N * 64];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / 64;
            double y = i % 64 / 8 - 2 - image % 4;
            double x = i % 8 - 2 - image / 4;
            pixels[i] = (float) (1 / (1 + Math.exp(2 * (x * x + y * y - 4))));
        }
        return Tensor.of(pixels, N, 8, 8, 1);
    }

    /** The figures of each step, with these learning rates of the model and of its opponent. */
    private static double[][] train(Vae model, BaseModel base, double rate, double opponentRate, String... figures) {
        Setting setting = new Setting(model, NETWORKS.encoder(), N, opponentRate, RandomKey.of(6));
        VaeStep step = new VaeStep(model, base.objective(setting), new Adam(model.parameters()), BATCH);
        double[][] rows = new double[STEPS][];
        for (int t = 0; t < STEPS; t++) {
            Map<String, Double> row = step.run(t, images(), RandomKey.of(t), rate);
            assertThat(row.values()).allSatisfy(value -> assertThat(value).isFinite());
            rows[t] = Stream.of(figures).mapToDouble(row::get).toArray();
        }
        return rows;
    }

    /** By how much a figure is smaller in the last steps than in the first, of ten each. */
    private static double decrease(double[][] rows, int column) {
        double sum = 0;
        for (int t = 0; t < 10; t++) {
            sum += rows[t][column] - rows[STEPS - 1 - t][column];
        }
        return sum / 10;
    }

    private static Vae model(Encoding encoding) {
        return NETWORKS.withEncoding(encoding).vae(new Likelihood.Bernoulli(), RandomKey.of(5));
    }

    private static double imageError(Vae model) {
        Tensor error = model.generate(model.codes(images())).subtract(images());
        return error.square().mean().item();
    }

    private static BaseModel pairs(Encoding encoding) {
        return AdversarialModels.adversariallyLearnedInference(
                s -> PairArchitecture.discriminator(s.encoder(), LATENTS).build("discriminator", s.key()), encoding);
    }

    /** Each side alone makes its own loss small; both together make a game that stays finite. */
    @ParameterizedTest
    @EnumSource
    void adversariallyLearnedInference(Encoding encoding) {
        BaseModel base = pairs(encoding);
        assertThat(base.name()).isEqualTo(encoding == Encoding.POINT ? "BiGAN" : "ALI");
        assertThat(decrease(train(model(encoding), base, RATE, 0, "confusion"), 0))
                .isGreaterThan(0.1);
        assertThat(decrease(train(model(encoding), base, 0, RATE, "discriminator"), 0))
                .isGreaterThan(0.5);
        train(model(encoding), base, RATE, RATE, "confusion");
    }

    @Test
    void discriminatorWithDropout() {
        BaseModel base = AdversarialModels.adversariallyLearnedInference();
        double[][] rows = train(model(Encoding.GAUSSIAN), base, 0, RATE, "discriminator");
        assertThat(decrease(rows, 0)).isGreaterThan(0.3);
    }

    @Test
    void adversarialVariationalBayes() {
        Vae model = ImplicitEncoder.vae(NETWORKS, LATENTS, new Likelihood.Bernoulli(), RandomKey.of(5));
        BaseModel base = AdversarialModels.adversarialVariationalBayes(1, 2);
        double before = imageError(model);
        double[][] rows = train(model, base, RATE, RATE, "reconstruction");
        assertThat(decrease(rows, 0)).isGreaterThan(10);
        assertThat(imageError(model)).isLessThan(0.6 * before);
        assertThatThrownBy(() -> train(model(Encoding.POINT), base, RATE, RATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AVB needs an encoder that draws its codes, an ImplicitEncoder, found Sequential");
    }

    @Test
    void vaeGan() {
        Vae model = model(Encoding.GAUSSIAN);
        BaseModel base = AdversarialModels.vaeGan(0.1, 1, 1);
        double[][] alone = train(model(Encoding.GAUSSIAN), base, RATE, 0, "encoder_features", "deception");
        assertThat(decrease(alone, 0)).isGreaterThan(0.3);
        assertThat(decrease(train(model(Encoding.GAUSSIAN), base, 0, RATE, "discriminator"), 0))
                .isGreaterThan(1);
        double before = imageError(model);
        train(model, base, RATE, RATE);
        assertThat(imageError(model)).isLessThan(0.6 * before);
    }

    @Test
    void badArguments() {
        assertThatThrownBy(() -> AdversarialModels.adversarialVariationalBayes(-1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta must be finite and at least 0, found -1.0");
        assertThatThrownBy(() -> AdversarialModels.vaeGan(1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("speed must be finite and above 0, found 0.0");
        Network encoder = NETWORKS.encoder();
        assertThatThrownBy(() -> PairArchitecture.discriminator(encoder, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the size of the vectors must be at least 1, found 0");
        PairArchitecture pairs = PairArchitecture.discriminator(encoder, LATENTS);
        assertThatThrownBy(() -> pairs.withDropout(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout must be in [0, 1), found 1.0");
        assertThatThrownBy(() -> new PairArchitecture(pairs.image(), pairs.image(), pairs.joint(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the joint branch takes [528], expected [32] for branches that give [16] and [16]");
        Network last = new Network(Shape.of(4), Initialisation.pyTorch(), new Stage.Dense(2));
        assertThatThrownBy(() -> PairArchitecture.discriminator(last, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an encoder must have at least two stages with parameters, found 1");
    }
}
