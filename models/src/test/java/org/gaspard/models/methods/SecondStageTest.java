package org.gaspard.models.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.OracleFile;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.prior.DecodedSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.CalibratedReconstruction;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.models.training.LatentStep;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** A second stage on the latents of TinyVae, held against whole steps of PyTorch in double precision. */
class SecondStageTest {

    private static final OracleFile ORACLE = new OracleFile("terms/comparison_terms.txt");
    private static final SecondStage.Networks NETWORKS =
            new SecondStage.Networks(2, 5, new Activation.Silu(), Initialisation.pyTorch());
    private static final Tensor IMAGES = TinyVae.images().cast(DType.FLOAT32).computedNow();

    private static SecondStage stage() {
        Vae first = TinyVae.model(new Likelihood.Bernoulli(), DType.FLOAT32);
        SecondStage stage = SecondStage.of(first, NETWORKS, RandomKey.of(3));
        double shift = 0;
        for (Parameter p : stage.second().parameters()) {
            p.assign(TinyVae.wave(0.7, 1.9, shift++, p.shape().toArray()).cast(DType.FLOAT32));
        }
        return stage;
    }

    private static double[][] train(SecondStage stage) {
        LatentStep step = stage.step(Adam.Settings.adam(), IMAGES.type());
        double[][] rows = new double[12][];
        for (int t = 0; t < rows.length; t++) {
            Map<String, Double> row = step.run(t, IMAGES, RandomKey.of(100 + t), 0.01);
            assertThat(row.keySet()).containsExactlyInAnyOrderElementsOf(step.names());
            rows[t] = Stream.of("reconstruction", "kl", "reconstruction.deviation")
                    .mapToDouble(row::get)
                    .toArray();
        }
        return rows;
    }

    private static double relative(double found, double expected) {
        return Math.abs(found - expected) / Math.max(1, Math.abs(expected));
    }

    private static double relative(Tensor found, Tensor expected) {
        assertThat(found.size()).isEqualTo(expected.size());
        double[] a = found.toDoubleArray();
        double[] b = expected.toDoubleArray();
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, relative(a[i], b[i]));
        }
        return most;
    }

    /** Losses, weights, then draws of both kinds and their images. Measured in float32: at most 2.1e-7 relative. */
    @Test
    void trainsAndGeneratesLikePyTorch() {
        SecondStage stage = stage();
        List<double[]> first = numbers(stage.first().parameters());
        double[][] rows = train(stage);
        Tensor expected = ORACLE.get("stage");
        List<Double> deviations = new ArrayList<>();
        for (int t = 0; t < rows.length; t++) {
            for (int i = 0; i < 3; i++) {
                deviations.add(relative(rows[t][i], expected.get(t, i)));
            }
        }
        List<Parameter> trained = Stream.concat(
                        stage.second().parameters().stream(), stage.reconstruction().parameters().stream())
                .toList();
        for (int i = 0; i < trained.size(); i++) {
            deviations.add(relative(trained.get(i).tensor(), ORACLE.get("stage.weight" + i)));
        }
        ForwardPass use = ForwardPass.evaluation();
        RandomKey key = RandomKey.of(31);
        deviations.add(relative(stage.sampler(false).sample(4, key, stage.first(), use), ORACLE.get("stage.plain")));
        Tensor drawn = stage.sampler(true).sample(4, key, stage.first(), use);
        deviations.add(relative(drawn, ORACLE.get("stage.drawn")));
        Tensor images = stage.first().generate(drawn).reshape(4, 4);
        deviations.add(relative(images, ORACLE.get("stage.images")));
        assertThat(deviations).allSatisfy(each -> assertThat(each).isLessThan(1e-6));
        assertThat(numbers(stage.first().parameters()))
                .usingRecursiveComparison()
                .isEqualTo(first);
        assertThat(rows[11][0] + rows[11][1]).isLessThan(rows[0][0] + rows[0][1]);
    }

    private static List<double[]> numbers(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.tensor().toDoubleArray()).toList();
    }

    @Test
    void theStateIsThatOfTheSecondModel() {
        SecondStage stage = stage();
        LatentStep step = stage.step(Adam.Settings.adam(), IMAGES.type());
        assertThat(step.state())
                .containsAll(stage.second().parameters())
                .containsAll(stage.reconstruction().parameters())
                .doesNotContainAnyElementsOf(stage.first().parameters());
        assertThat(step.imagesType()).isEqualTo(IMAGES.type());
        assertThat(step.batches()).isEqualTo(1);
        assertThat(stage.second().encoder().parameters())
                .extracting(Parameter::name)
                .containsExactly(
                        "second.encoder.fc1.weight",
                        "second.encoder.fc1.bias",
                        "second.encoder.fc2.weight",
                        "second.encoder.fc2.bias",
                        "second.encoder.out.weight",
                        "second.encoder.out.bias");
    }

    @Test
    void theStepOfOtherLatentsIsRefused() {
        SecondStage stage = stage();
        Vae other = new Vae(
                stage.first().encoder(), stage.first().decoder(), 6, new Likelihood.Bernoulli(), Vae.Encoding.POINT);
        SecondStage wider = SecondStage.of(other, NETWORKS, RandomKey.of(3));
        List<Parameter> trained = Stream.concat(
                        stage.second().parameters().stream(), stage.reconstruction().parameters().stream())
                .toList();
        TensorType latents = new TensorType(Shape.of(TinyVae.IMAGES, TinyVae.LATENTS), DType.FLOAT32);
        VaeStep second = new VaeStep(stage.second(), stage.objective(), new Adam(trained), latents);
        TensorType fewer = new TensorType(Shape.of(4, 2, 2, 1), DType.FLOAT32);
        assertThatThrownBy(() -> new LatentStep(stage.first(), second, fewer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the latents")
                .hasMessageContaining("[4, 3]");
        assertThatThrownBy(() -> new LatentStep(other, second, IMAGES.type()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[6, 6]");
        DecodedSampler sampler = new DecodedSampler(wider.second(), new StandardNormal(), Optional.empty());
        assertThatThrownBy(() -> sampler.sample(5, RandomKey.of(1), stage.first(), ForwardPass.evaluation()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the second model gave [5, 6], expected [5, 3] for the latents of the first");
        assertThatThrownBy(() -> new SecondStage.Networks(0, 5, new Activation.Silu(), Initialisation.pyTorch()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depth must be at least 1, found 0");
        for (CalibratedReconstruction wrong : List.of(
                CalibratedReconstruction.trained(),
                CalibratedReconstruction.optimal().withoutLimit())) {
            assertThatThrownBy(() -> new SecondStage(stage.first(), stage.second(), wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("reconstruction must have a trained deviation without a limit, found ");
        }
    }
}
