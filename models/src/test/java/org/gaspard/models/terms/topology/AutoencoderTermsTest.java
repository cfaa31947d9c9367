package org.gaspard.models.terms.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.terms.CapturedTraining;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.loss.RtdAutoencoderLoss;
import org.gaspard.topology.loss.RtdLiteLoss;
import org.gaspard.topology.loss.TopologicalSignatureLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The terms between images and latents: against PyTorch, central differences, and laws. */
class AutoencoderTermsTest {

    private static final WaveModel MODEL = new WaveModel();

    private static Optional<Parameter> scale() {
        return Optional.of(new Parameter("scale", Tensor.scalar(0.3)));
    }

    private static TopologicalSignature trainedSignature() {
        TopologicalSignature term = TopologicalSignature.reference(4);
        return new TopologicalSignature(term.name(), term.loss(), term.latents(), term.averaged(), scale());
    }

    private static RtdAutoencoder trainedRtd() {
        RtdAutoencoder term = RtdAutoencoder.exact();
        return new RtdAutoencoder(term.name(), term.loss(), term.latents(), scale());
    }

    static Stream<Map.Entry<String, Term>> terms() {
        return Stream.of(
                Map.entry("signature", TopologicalSignature.standard()),
                Map.entry("signature.trained", trainedSignature()),
                Map.entry("rtdae", RtdAutoencoder.reference().withoutTrainedScale()),
                Map.entry("rtdae.trained", trainedRtd()),
                Map.entry("rtdlite", RtdLiteAutoencoder.standard()));
    }

    /** Measured: at most 1e-15. */
    @ParameterizedTest
    @MethodSource("terms")
    void valuesAndGradientsOfPyTorch(Map.Entry<String, Term> term) {
        assertThat(MODEL.deviation(term.getKey(), term.getValue())).isLessThan(1e-14);
    }

    /** Of what has no constants found among the latents. */
    static Stream<Term> differentiableTerms() {
        DistanceNormalisation none = DistanceNormalisation.none();
        return Stream.of(
                trainedSignature(),
                trainedSignature().withLatents(Latents.SAMPLE),
                TopologicalSignature.standard()
                        .withLoss(TopologicalSignatureLoss.standard().withNormalisation(none, none)),
                trainedRtd(),
                trainedRtd().withLatents(Latents.SAMPLE),
                RtdLiteAutoencoder.standard()
                        .withLoss(RtdLiteLoss.standard().withNormalisation(none))
                        .withLatents(Latents.SAMPLE));
    }

    @ParameterizedTest
    @MethodSource("differentiableTerms")
    void gradientsAreThoseOfCentralDifferences(Term term) {
        List<Parameter> parameters = MODEL.parameters(term);
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> MODEL.value(term, parameters, xs).value(),
                        parameters.stream().map(Parameter::tensor).toArray(Tensor[]::new));
    }

    /** Latents that are the pixels, or all of them doubled. */
    @Test
    void isometriesCostNothing() {
        for (double factor : new double[] {1, 2}) {
            Layer encoder = (x, pass) -> {
                Tensor z = x.reshape(x.extent(0), -1).multiply(factor);
                return Tensor.concatenate(1, z, Tensor.full(z.type(), 0));
            };
            Vae vae = new Vae(encoder, (z, pass) -> z.reshape(WaveModel.N, 2, 2, 1), 4, new Likelihood.Gaussian(1));
            DistanceNormalisation none = DistanceNormalisation.none();
            List<Term> scaleFree = List.of(TopologicalSignature.standard(), RtdLiteAutoencoder.standard());
            List<Term> absolute = List.of(
                    TopologicalSignature.standard()
                            .withLoss(TopologicalSignatureLoss.standard().withNormalisation(none, none)),
                    RtdLiteAutoencoder.standard()
                            .withLoss(RtdLiteLoss.standard().withNormalisation(none)),
                    RtdAutoencoder.exact()
                            .withoutTrainedScale()
                            .withLoss(RtdAutoencoderLoss.exact()
                                    .withLatentScale(DistanceNormalisation.rootOfFeatures(4))));
            for (Term term : scaleFree) {
                assertThat(value(vae, term)).isCloseTo(0, within(1e-13));
            }
            for (Term term : absolute) {
                if (factor == 1) {
                    assertThat(value(vae, term)).isCloseTo(0, within(1e-13));
                } else {
                    assertThat(value(vae, term)).isGreaterThan(0.1);
                }
            }
        }
    }

    private static double value(Vae vae, Term term) {
        return term.value(vae.forward(WaveModel.IMAGES, ForwardPass.evaluation()))
                .value()
                .item();
    }

    @Test
    void onlyTheEncoderAndTheScaleLearn() {
        for (Term term : List.of(trainedSignature(), trainedRtd(), RtdLiteAutoencoder.standard())) {
            Tensor value = MODEL.value(term).value();
            for (Parameter parameter : MODEL.vae.decoder().parameters()) {
                assertThat(DoubleStream.of(
                                Autodiff.gradient(value, parameter.tensor()).toDoubleArray()))
                        .allMatch(v -> v == 0);
            }
        }
    }

    @Test
    void namesAndScales() {
        assertThat(TopologicalSignature.standard().name()).isEqualTo("topological_signature");
        assertThat(TopologicalSignature.standard().parameters()).isEmpty();
        assertThat(TopologicalSignature.reference(4).withName("other").parameters())
                .extracting(Parameter::name)
                .containsExactly("topological_signature.log_scale");
        assertThat(RtdAutoencoder.reference().withName("other").name()).isEqualTo("other");
        assertThat(RtdAutoencoder.reference().parameters())
                .extracting(Parameter::name)
                .containsExactly("rtd_ae.log_scale");
        assertThat(RtdAutoencoder.reference().loss()).isEqualTo(RtdAutoencoderLoss.published());
        assertThat(RtdLiteAutoencoder.standard().withName("other").name()).isEqualTo("other");
    }

    @Test
    void stepsOfTrainingLowerTheTerm() {
        for (Term term : List.of(
                TopologicalSignature.reference(64), RtdAutoencoder.reference(), RtdLiteAutoencoder.standard())) {
            double[] values = Stream.of(CapturedTraining.run(List.of(term), 300, 200))
                    .mapToDouble(row -> row[0])
                    .toArray();
            assertThat(values).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
            assertThat(DoubleStream.of(values).skip(160).sum())
                    .as(term.name())
                    .isLessThan(DoubleStream.of(values).limit(40).sum());
        }
    }
}
