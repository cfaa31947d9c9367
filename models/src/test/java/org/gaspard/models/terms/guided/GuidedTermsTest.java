package org.gaspard.models.terms.guided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.CapturedTraining;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.models.terms.guided.DeformablePca.Motion;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Held against guided_terms.py, whose waves are the numbers here too. */
class GuidedTermsTest {

    private static final OracleFile ORACLE = new OracleFile("terms/guided.txt");
    private static final Shape IMAGE = Shape.of(5, 4, 2);
    private static final int N = 4;
    private static final int LATENTS = 5;
    private static final RandomKey KEY = RandomKey.of(9);

    private static Tensor images() {
        return TinyVae.wave(0.45, 1.7, 0.3, N, 5, 4, 2).add(0.5).computedNow();
    }

    private static Tensor latent() {
        return TinyVae.wave(1.1, 2.3, 0.4, N, LATENTS);
    }

    private static DeformablePca guide(Motion motion) {
        DeformablePca guide = DeformablePca.of(IMAGE, LATENTS, 2, motion, List.of(3), DType.FLOAT64, KEY);
        guide.bases().assign(TinyVae.wave(0.6, 0.7, 1.1, 4, 40));
        double shift = 0;
        for (Parameter weight : guide.deformation().parameters()) {
            weight.assign(TinyVae.wave(0.7, 1.9, shift++, weight.shape().toArray()));
        }
        return guide;
    }

    private static VaePass pass(Tensor images, Tensor latent, Map<Parameter, Tensor> values) {
        Layer same = (x, pass) -> x;
        Vae model = new Vae(same, same, LATENTS, new Likelihood.Gaussian(1));
        return new VaePass(
                model, ForwardPass.training().with(values), images, GaussianPosterior.at(latent), latent, images);
    }

    private static void assertClose(String name, Tensor found) {
        Tensor expected = ORACLE.get(name);
        assertThat(found.shape().size()).as(name).isEqualTo(expected.size());
        assertThat(found.toDoubleArray()).as(name).containsExactly(expected.toDoubleArray(), within(2e-14));
    }

    @ParameterizedTest
    @EnumSource(Motion.class)
    void theReconstructionIsThatOfPyTorch(Motion motion) {
        String name = motion.name().toLowerCase(Locale.ROOT);
        DeformablePca guide = guide(motion);
        GuidedReconstruction term = new GuidedReconstruction(guide);
        Tensor latent = latent();
        assertClose(name + ".images", guide.decode(latent, ForwardPass.training()));
        Tensor value = term.value(pass(images(), latent, Map.of())).value();
        assertClose(name, value);
        List<Tensor> leaves = new ArrayList<>(List.of(latent));
        term.parameters().forEach(p -> leaves.add(p.tensor()));
        List<Tensor> gradients = Autodiff.gradient(value, leaves);
        for (int i = 0; i < gradients.size(); i++) {
            assertClose(name + ".gradient" + i, gradients.get(i));
        }
    }

    @Test
    void theOrthogonalityIsThatOfPyTorch() {
        DeformablePca guide = guide(Motion.MAP);
        Tensor value = new BasisOrthogonality(guide)
                .value(pass(images(), latent(), Map.of()))
                .value();
        double scale = ORACLE.get("orthogonality").item();
        assertThat(value.item()).isCloseTo(scale, within(1e-15 * scale));
        double[] gradient = Autodiff.gradient(value, guide.bases().tensor()).toDoubleArray();
        assertThat(gradient)
                .containsExactly(ORACLE.get("orthogonality.gradient").toDoubleArray(), within(1e-15 * scale));
    }

    @ParameterizedTest
    @EnumSource(Motion.class)
    void gradients(Motion motion) {
        DeformablePca guide = guide(motion);
        List<Parameter> parameters = guide.parameters();
        List<Tensor> inputs = new ArrayList<>(List.of(latent()));
        parameters.forEach(p -> inputs.add(p.tensor()));
        new GradientCheck(1e-5, 1e-6)
                .firstAndSecond(
                        xs -> {
                            Map<Parameter, Tensor> values = new LinkedHashMap<>();
                            for (int i = 0; i < parameters.size(); i++) {
                                values.put(parameters.get(i), xs.get(i + 1));
                            }
                            VaePass pass = pass(images(), xs.getFirst(), values);
                            return new GuidedReconstruction(guide)
                                    .value(pass)
                                    .value()
                                    .add(new BasisOrthogonality(guide)
                                            .value(pass)
                                            .value()
                                            .multiply(0.01));
                        },
                        inputs.toArray(Tensor[]::new));
    }

    private static Tensor maps(double... numbers) {
        double[] all = new double[2 * numbers.length];
        System.arraycopy(numbers, 0, all, 0, numbers.length);
        System.arraycopy(numbers, 0, all, numbers.length, numbers.length);
        return Tensor.of(all, 2, 2, 3);
    }

    @Test
    void mapsOfThePlane() {
        Tensor x = RandomKey.of(2).normal(DType.FLOAT64, 2, 4, 4, 3).computedNow();
        assertSame(AffineWarp.apply(x, maps(1, 0, 0, 0, 1, 0)), x);
        // One pixel is half a unit wide: each one becomes its right neighbour, the last ones are repeated.
        Tensor right = Tensor.concatenate(2, x.slice(2, 1, 4), x.slice(2, 3, 4));
        assertSame(AffineWarp.apply(x, maps(1, 0, 0.5, 0, 1, 0)), right);
        Tensor lower = Tensor.concatenate(1, x.slice(1, 1, 4), x.slice(1, 3, 4));
        assertSame(AffineWarp.apply(x, maps(1, 0, 0, 0, 1, 0.5)), lower);
        assertSame(AffineWarp.apply(x, maps(0, 1, 0, 1, 0, 0)), x.transpose(0, 2, 1, 3));
        assertSame(AffineWarp.apply(x, maps(-1, 0, 0, 0, 1, 0)), x.flip(2));
        // Everything is the mean of the four pixels in the middle.
        Tensor middle = x.slice(1, 1, 3).slice(2, 1, 3).meanKeep(1, 2).broadcastTo(2, 4, 4, 3);
        assertSame(AffineWarp.apply(x, maps(0, 0, 0, 0, 0, 0)), middle);
        Tensor corner = x.slice(1, 3, 4).slice(2, 0, 1).broadcastTo(2, 4, 4, 3);
        assertSame(AffineWarp.apply(x, maps(1, 0, -9, 0, 1, 9)), corner);
    }

    private static void assertSame(Tensor found, Tensor expected) {
        assertThat(found.subtract(expected).abs().max().item()).isLessThan(1e-14);
    }

    @Test
    void orthogonalBasesCostNothing() {
        DeformablePca guide = DeformablePca.of(IMAGE, LATENTS, 2, Motion.MAP, List.of(3), DType.FLOAT64, KEY);
        guide.bases().assign(Tensor.identity(DType.FLOAT64, 40).slice(0, 0, 4).multiply(3));
        BasisOrthogonality term = new BasisOrthogonality(guide);
        assertThat(term.value(pass(images(), latent(), Map.of())).value().item())
                .isZero();
    }

    @Test
    void theStartIsThatOfTheToolkit() {
        DeformablePca guide = DeformablePca.of(Shape.of(64, 64, 3), 64, 32, Motion.MAP, KEY);
        long count =
                guide.parameters().stream().mapToLong(p -> p.shape().size()).sum();
        assertThat(count).isEqualTo(33 * 12_288 + 75_782);
        assertThat(guide.bases().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(guide.bases().tensor().square().mean().item()).isCloseTo(1e-4, within(1e-6));
        assertThat(guide.deformation()
                        .parameters()
                        .getFirst()
                        .tensor()
                        .abs()
                        .max()
                        .item())
                .isLessThanOrEqualTo(1 / Math.sqrt(32));
    }

    @Test
    void train() {
        DeformablePca guide = DeformablePca.of(Shape.of(8, 8, 1), 3, 1, Motion.FROM_IDENTITY, KEY);
        double[][] rows =
                CapturedTraining.run(List.of(new GuidedReconstruction(guide), new BasisOrthogonality(guide)), 0.5, 60);
        assertThat(rows[59][0]).isFinite().isLessThan(0.7 * rows[0][0]);
        assertThat(rows[59][1]).isFinite();
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void badArguments() {
        assertRefused(
                () -> DeformablePca.of(IMAGE, 2, 2, Motion.MAP, KEY),
                "latents must be more than deformationLatents = 2, found 2");
        assertRefused(
                () -> DeformablePca.of(IMAGE, 2, 0, Motion.MAP, KEY), "deformationLatents must be at least 1, found 0");
        assertRefused(() -> DeformablePca.of(Shape.of(4), 3, 2, Motion.MAP, KEY), "image must be [H, W, C], found [4]");
        DeformablePca guide = guide(Motion.MAP);
        assertRefused(
                () -> new DeformablePca(guide.bases(), guide.deformation(), 2, Motion.MAP, Shape.of(5, 4, 1)),
                "bases must be [K + 1, 20] with K at least 1 for images [5, 4, 1], found [4, 40]");
        ForwardPass pass = ForwardPass.training();
        assertRefused(() -> guide.decode(latent().slice(1, 0, 4), pass), "latents must be [N, 5], found");
        Layer three = (x, p) -> x.slice(1, 0, 1).broadcastTo(x.extent(0), 3);
        assertRefused(
                () -> new DeformablePca(guide.bases(), three, 2, Motion.MAP, IMAGE).decode(latent(), pass),
                "the deformation gave [4, 3], expected [4, 6]");
        assertRefused(
                () -> new GuidedReconstruction(guide).value(pass(images().slice(3, 0, 1), latent(), Map.of())),
                "the guide makes images [4, 5, 4, 2], the batch is [4, 5, 4, 1]");
        assertRefused(
                () -> AffineWarp.apply(images(), Tensor.zeros(4, 2, 3)),
                "images and maps must be [N, H, W, C] and [N, 2, 3] of one element type");
        assertRefused(
                () -> AffineWarp.apply(
                        images().slice(1, 0, 1),
                        latent().slice(1, 0, 1).reshape(4, 1, 1).broadcastTo(4, 2, 3)),
                "height must be at least 2, found 1");
    }
}
