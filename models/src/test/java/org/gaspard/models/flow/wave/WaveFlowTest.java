package org.gaspard.models.flow.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gaspard.models.sequences.ToySequences.ORACLE;
import static org.gaspard.models.sequences.ToySequences.STEPS;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Vae;
import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.models.flow.FlowDerivatives.Method;
import org.gaspard.models.flow.Potential;
import org.gaspard.models.sequences.SequenceStep;
import org.gaspard.models.sequences.ToySequences;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Flows of waves, held against sequence_baselines.py in double precision. */
class WaveFlowTest {

    private static final int LATENTS = 4;
    private static final WeightInit DOUBLE = WeightInit.standard().withDType(DType.FLOAT64);
    private static final RandomKey KEY = RandomKey.of(9);

    private static WaveField field(double shift) {
        Potential potential = Potential.of("u" + shift, LATENTS, 6, KEY, DOUBLE);
        ToySequences.assign(potential.parameters(), 0.6, shift);
        return new WaveField(potential, new Parameter("speed" + shift, Tensor.scalar(1.3)));
    }

    private static WaveFlow model(Method method, WaveEquation equation) {
        return new WaveFlow(
                ToySequences.vae(LATENTS), List.of(field(0.8), field(0.3)), new WaveFlow.Settings(method, equation, 1));
    }

    /** Values and gradients in all parameters; measured: at most 2e-15. */
    @ParameterizedTest
    @CsvSource({
        "AUTODIFF, LAPLACIAN, laplacian",
        "AUTODIFF, ROW_SUMS, rowSums",
        "CLOSED_FORM, LAPLACIAN, laplacian",
        "CLOSED_FORM, ROW_SUMS, rowSums",
    })
    void lossesAgreeWithPyTorch(Method method, WaveEquation equation, String name) {
        WaveFlow model = model(method, equation);
        Tensor loss = model.value(ToySequences.pass(1)).loss();
        List<Tensor> leaves = Stream.concat(model.shared().stream(), model.own(1).stream())
                .map(Parameter::tensor)
                .toList();
        assertThat(ORACLE.deviation(loss, leaves, "wave." + name)).isLessThan(2e-14);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void whatIsForetoldAgreesWithPyTorch(Method method) {
        WaveFlow model = model(method, WaveEquation.LAPLACIAN);
        Tensor first = ToySequences.frames().index(1, 0);
        Tensor found = model.predictor(false).predict(first, 1, STEPS, KEY);
        assertThat(ORACLE.deviation(found, "wave.follow")).isLessThan(1e-14);
    }

    /** Without a slope nothing moves, and what is held to the wave equation is 0. */
    @Test
    void aFlatPotentialIsAStillFlow() {
        WaveField flat = field(0.3);
        flat.potential().output().weight().assign(Tensor.zeros(6, 1).cast(DType.FLOAT64));
        Vae vae = ToySequences.vae(LATENTS);
        WaveFlow model = new WaveFlow(vae, List.of(flat), WaveFlow.Settings.PAPER);
        Tensor first = ToySequences.frames().index(1, 0).computedNow();
        Tensor found = model.predictor(false).predict(first, 0, 2, KEY).computedNow();
        Tensor still = vae.generate(vae.codes(first)).computedNow();
        for (int t = 0; t <= 2; t++) {
            assertThat(found.index(1, t).subtract(still).abs().max().item()).isLessThan(1e-15);
        }
        assertThat(model.value(ToySequences.pass(0)).figures().get("wave").item())
                .isEqualTo(0);
    }

    /** A step trains what all share and what its transformation owns; the others rest. */
    @Test
    void stepsTrainOneFlow() {
        WaveFlow model = model(Method.CLOSED_FORM, WaveEquation.ROW_SUMS);
        Tensor frames = ToySequences.frames();
        SequenceStep step = new SequenceStep(model, Adam.Settings.adam(), t -> 1, frames.type());
        List<Tensor> resting =
                model.own(0).stream().map(p -> p.tensor().computedNow()).toList();
        double before = model.fields().get(1).speed().tensor().item();
        double first = 0;
        double last = 0;
        for (int t = 0; t < 60; t++) {
            double loss = step.run(t, frames, KEY.child(t), 0.02).get("loss");
            first += t < 10 ? loss : 0;
            last += t >= 50 ? loss : 0;
        }
        assertThat(last).isLessThan(0.8 * first);
        assertThat(model.fields().get(1).speed().tensor().item()).isNotEqualTo(before);
        for (int i = 0; i < resting.size(); i++) {
            assertThat(model.own(0).get(i).tensor().toDoubleArray())
                    .isEqualTo(resting.get(i).toDoubleArray());
        }
    }

    /** A family is in float32, with speeds of 1, and its flows differ. */
    @Test
    void aFamilyHasFieldsOfItsOwn() {
        List<WaveField> family = WaveField.family("wave", 2, LATENTS, 6, KEY);
        assertThat(family.stream().flatMap(f -> f.parameters().stream()).map(Parameter::name))
                .hasSize(22)
                .doesNotHaveDuplicates()
                .contains("wave1.speed", "wave0.space.weight");
        assertThat(family).allSatisfy(f -> assertThat(f.speed().tensor().item()).isEqualTo(1));
    }

    /** The change of images goes through second derivatives of convolutions. */
    @ParameterizedTest
    @EnumSource(WaveEquation.class)
    void convolutionsInSinglePrecisionAreTrained(WaveEquation equation) {
        WaveFlow model = new WaveFlow(
                ToySequences.convolutions(),
                WaveField.family("wave", 2, LATENTS, 6, KEY),
                new WaveFlow.Settings(Method.CLOSED_FORM, equation, 1));
        Tensor frames = ToySequences.largeFrames();
        SequenceStep step = new SequenceStep(model, Adam.Settings.adam(), t -> (int) (t % 2), frames.type());
        double first = step.run(0, frames, KEY, 0.01).get("loss");
        double last = first;
        for (int t = 1; t < 20; t++) {
            last = step.run(t, frames, KEY.child(t), 0.01).get("loss");
        }
        assertThat(last).isLessThan(first);
        assertThat(model.predictor(true).predict(frames.index(1, 0), 1, 2, KEY).type())
                .isEqualTo(frames.type());
    }

    /** For one latent vector both readings see the same time derivative, but not the same ∇²u. */
    @Test
    void readingsOfTheEquationDiffer() {
        Potential potential = field(0.3).potential();
        Tensor z = Tensor.range(DType.FLOAT64, LATENTS).multiply(0.2).reshape(1, LATENTS);
        FlowDerivatives u =
                FlowDerivatives.of(Method.CLOSED_FORM, potential, z, Tensor.scalar(1.0), ForwardPass.evaluation());
        Tensor zero = Tensor.scalar(0.0);
        double still = WaveEquation.LAPLACIAN.step(u, zero).item();
        assertThat(WaveEquation.ROW_SUMS.step(u, zero).item()).isEqualTo(still);
        assertThat(still).isGreaterThan(1e-6);
        double moving = WaveEquation.LAPLACIAN.step(u, Tensor.scalar(1.0)).item();
        assertThat(Math.abs(WaveEquation.ROW_SUMS.step(u, Tensor.scalar(1.0)).item() - moving))
                .isGreaterThan(1e-6);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new WaveFlow(ToySequences.vae(3), List.of(field(0.3)), WaveFlow.Settings.PAPER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the latents of a field must be 3, found 4");
        assertThatThrownBy(() -> new WaveFlow(ToySequences.vae(3), List.of(), WaveFlow.Settings.PAPER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the number of fields must be at least 1");
        assertThatThrownBy(() -> new WaveField(field(0.3).potential(), new Parameter("speed", Tensor.ones(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the shape of speed must be");
        assertThatThrownBy(() -> new WaveFlow.Settings(Method.AUTODIFF, WaveEquation.LAPLACIAN, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight must be finite and at least 0");
    }
}
