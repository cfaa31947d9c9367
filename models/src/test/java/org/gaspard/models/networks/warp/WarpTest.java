package org.gaspard.models.networks.warp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.models.networks.warp.BilinearSampling.Outside;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Warps and the decoders made of them, held against warp.py in double precision. */
class WarpTest {

    private static final OracleFile ORACLE = new OracleFile("networks/warp.txt");
    private static final int N = 2;
    private static final int H = 5;
    private static final int W = 4;
    private static final int C = 3;
    private static final Warp COARSE = new Warp.Displacement(3, 4, 0.7);

    private static Tensor wave(double scale, double step, double shift, int... shape) {
        return TinyVae.wave(scale, step, shift, shape).computedNow();
    }

    private static Tensor images() {
        return wave(1, 1.7, 0.3, N, H, W, C);
    }

    private static Tensor places() {
        return wave(1.6, 2.3, 0.8, N, 3, 6, 2);
    }

    private static double deviation(Tensor found, String name) {
        Tensor expected = ORACLE.get(name);
        assertThat(found.shape()).as(name).isEqualTo(expected.shape());
        return found.subtract(expected).abs().max().item();
    }

    /** A value and the gradients of its weighted sum, relative to the largest number. Measured: at most 9.3e-16. */
    private static void check(Tensor value, List<Tensor> inputs, String name) {
        List<Double> deviations = new ArrayList<>(List.of(deviation(value, name)));
        Tensor weights = Tensor.range(DType.FLOAT64, value.size()).add(1).reshape(value.shape());
        List<Tensor> gradients = Autodiff.gradient(value.dot(weights), inputs);
        for (int i = 0; i < inputs.size(); i++) {
            String gradient = name + ".gradient" + i;
            double scale = Math.max(1, ORACLE.get(gradient).abs().max().item());
            deviations.add(deviation(gradients.get(i), gradient) / scale);
        }
        assertThat(deviations).as(name).allSatisfy(each -> assertThat(each).isLessThan(1e-14));
    }

    @ParameterizedTest
    @EnumSource
    void sampling(Outside outside) {
        Tensor images = images();
        Tensor places = places();
        String name = "sample." + outside.name().toLowerCase(Locale.ROOT);
        check(BilinearSampling.sample(images, places, outside), List.of(images, places), name);
        GradientCheck.standard()
                .firstAndSecond(xs -> BilinearSampling.sample(xs.get(0), xs.get(1), outside), images, places);
    }

    /** Far outside there is nothing, or the border; the corners are the centres of the outermost pixels. */
    @Test
    void outsideAndCorners() {
        Tensor images = images();
        Tensor far = Tensor.of(new double[] {-1e12, 0.3, 0.1, 1e12, -7, -9, 8, 8}, 1, 2, 2, 2)
                .broadcastTo(N, 2, 2, 2);
        assertThat(BilinearSampling.sample(images, far, Outside.ZERO).toDoubleArray())
                .containsOnly(0);
        Tensor corners = Tensor.of(new double[] {-1, -1, 1, 1}, 1, 1, 2, 2).broadcastTo(N, 1, 2, 2);
        for (Outside outside : Outside.values()) {
            Tensor found = BilinearSampling.sample(images, corners, outside);
            assertThat(found.get(1, 0, 0, 2)).isCloseTo(images.get(1, 0, 0, 2), within(1e-15));
            assertThat(found.get(1, 0, 1, 2)).isCloseTo(images.get(1, H - 1, W - 1, 2), within(1e-15));
        }
        Tensor border = BilinearSampling.sample(images, far, Outside.BORDER);
        assertThat(border.get(0, 1, 0, 1)).isCloseTo(images.get(0, 0, 0, 1), within(1e-15));
        assertThat(border.get(0, 1, 1, 1)).isCloseTo(images.get(0, H - 1, W - 1, 1), within(1e-15));
    }

    @Test
    void warps() {
        Tensor numbers = wave(0.6, 1.3, 0.4, N, 6);
        check(new Warp.Affine().places(numbers, H, W), List.of(numbers), "affine");
        Tensor moves = wave(1.1, 2.1, 0.2, N, 24);
        check(COARSE.places(moves, H, W), List.of(moves), "displacement");
        Tensor fine = wave(1.1, 2.1, 0.2, N, 50);
        check(Warp.Displacement.fiveByFive().places(fine, H, W), List.of(fine), "five");
    }

    static Stream<Warp> families() {
        return Stream.of(new Warp.Affine(), COARSE, Warp.Displacement.fiveByFive());
    }

    @ParameterizedTest
    @MethodSource("families")
    void zerosAreTheIdentity(Warp warp) {
        Tensor images = images();
        Tensor places = warp.places(Tensor.zeros(N, warp.numbers()).cast(DType.FLOAT64), H, W);
        Tensor same = BilinearSampling.sample(images, places, Outside.BORDER);
        assertThat(same.subtract(images).abs().max().item()).isLessThan(1e-14);
    }

    private static WarpDecoder decoder(Warp warp, Outside outside) {
        WeightInit init = WeightInit.standard().withDType(DType.FLOAT64);
        RandomKey key = RandomKey.of(1);
        WarpDecoder decoder = new WarpDecoder(
                new Sequential(new Linear("appearance", 3, H * W * C, key, init), new Reshape(Shape.of(H, W, C))),
                new Linear("perspective", 2, warp.numbers(), key, init),
                2,
                warp,
                outside);
        double shift = 0;
        for (Parameter p : decoder.parameters()) {
            p.assign(wave(0.5, 1.9, shift++, p.shape().toArray()));
        }
        return decoder;
    }

    @Test
    void decoders() {
        check("decoder.affine", decoder(new Warp.Affine(), Outside.BORDER));
        check("decoder.displacement", decoder(COARSE, Outside.ZERO));
    }

    private static void check(String name, WarpDecoder decoder) {
        Tensor latents = wave(1.2, 1.9, 0.6, N, 5);
        List<Tensor> inputs = Stream.concat(
                        Stream.of(latents), decoder.parameters().stream().map(Parameter::tensor))
                .toList();
        check(decoder.apply(latents, ForwardPass.evaluation()), inputs, name);
        List<Parameter> ofWarp = decoder.perspective().parameters();
        Function<List<Tensor>, Tensor> image = xs -> {
            Map<Parameter, Tensor> values = new LinkedHashMap<>();
            for (int i = 0; i < ofWarp.size(); i++) {
                values.put(ofWarp.get(i), xs.get(1 + i));
            }
            return decoder.apply(xs.getFirst(), ForwardPass.evaluation().with(values));
        };
        GradientCheck.standard()
                .firstAndSecond(
                        image, latents, ofWarp.get(0).tensor(), ofWarp.get(1).tensor());
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

    /** One shape at many places, learned in captured steps; the perspective alone moves it. */
    @ParameterizedTest
    @MethodSource("families")
    void training(Warp warp) {
        int n = 16;
        Vae model = WarpArchitecture.of(NamedArchitecture.BURGESS, Shape.of(8, 8, 1), 4, 2, warp)
                .vae(new Likelihood.Bernoulli(), RandomKey.of(3));
        VaeStep step = new VaeStep(
                model,
                List.of(WeightedTerm.of(new Reconstruction(), 1), WeightedTerm.of(new KlDivergence(), 0.1)),
                new Adam(model.parameters()),
                new TensorType(Shape.of(n, 8, 8, 1), DType.FLOAT32));
        List<Double> losses = new ArrayList<>();
        for (int t = 0; t < 60; t++) {
            losses.add(step.run(t, squares(n), RandomKey.of(t), 3e-3).get("reconstruction"));
        }
        assertThat(losses.getLast()).isLessThan(0.3 * losses.getFirst());
    }

    @Test
    void architecture() {
        WarpArchitecture published = WarpArchitecture.of(
                NamedArchitecture.LOCATELLO, Shape.of(64, 64, 3), 64, 62, Warp.Displacement.fiveByFive());
        assertThat(published.latents()).isEqualTo(64);
        assertThat(published.perspective().parameterCount()).isEqualTo(62 * 256 + 256 + 256 * 50 + 50);
        Vae model = published.vae(new Likelihood.Bernoulli(), RandomKey.of(1));
        assertThat(model.generate(Tensor.zeros(2, 64)).shape()).isEqualTo(Shape.of(2, 64, 64, 3));
        assertThat(model.parameters().stream().map(Parameter::name))
                .contains("encoder.conv1.weight", "decoder.appearance.fc1.bias", "decoder.perspective.out.weight");
    }

    @Test
    void badArguments() {
        assertThatThrownBy(() -> BilinearSampling.sample(Tensor.zeros(2, 1, 4, 3), places(), Outside.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images must be [N, H, W, C] of at least 2x2 pixels, found [2, 1, 4, 3]");
        assertThatThrownBy(() -> BilinearSampling.sample(Tensor.zeros(2, 5, 4, 3), places(), Outside.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "places must be [2, h, w, 2] of the type of images float32[2, 5, 4, 3], found float64[2, 3, 6,"
                                + " 2]");
        assertThatThrownBy(() -> new Warp.Displacement(1, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows must be at least 2, found 1");
        assertThatThrownBy(() -> new Warp.Affine().places(Tensor.zeros(2, 5), H, W))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a warp takes numbers [N, 6], found [2, 5]");
        assertThatThrownBy(() -> new Warp.Affine().places(Tensor.zeros(2, 6), 1, W))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("height must be at least 2, found 1");
        WarpDecoder decoder = decoder(new Warp.Affine(), Outside.BORDER);
        assertThatThrownBy(() -> decoder.apply(Tensor.zeros(2, 2), ForwardPass.evaluation()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must be [N, d] with d above the 2 of the perspective, found [2, 2]");
        Shape image = Shape.of(8, 8, 1);
        assertThatThrownBy(() -> WarpArchitecture.of(NamedArchitecture.BURGESS, image, 4, 4, new Warp.Affine()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("perspectiveLatents must be from 1 to below the 4 latents, found 4");
        WarpArchitecture good = WarpArchitecture.of(NamedArchitecture.BURGESS, image, 4, 2, new Warp.Affine());
        Network wrong = new Network(Shape.of(2), Initialisation.pyTorch(), new Stage.Dense(5));
        assertThatThrownBy(() ->
                        new WarpArchitecture(good.encoder(), good.appearance(), wrong, good.warp(), good.outside()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the perspective takes [p] and gives [6], found [2] to [5]");
        assertThatThrownBy(() ->
                        new WarpArchitecture(good.encoder(), wrong, good.perspective(), good.warp(), good.outside()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the appearance takes [d - p] and gives [8, 8, 1], found [2] to [5]");
        WarpArchitecture other = WarpArchitecture.of(NamedArchitecture.BURGESS, image, 5, 2, new Warp.Affine());
        assertThatThrownBy(() -> new WarpArchitecture(
                        other.encoder(), good.appearance(), good.perspective(), good.warp(), good.outside()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the encoder gives [10], expected [8] for 4 latents in both parts");
    }
}
