package org.gaspard.models.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.terms.guided.DeformablePca.Motion;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;

class GuidedModelsTest {

    private static final TensorType BATCH = new TensorType(Shape.of(12, 8, 8, 1), DType.FLOAT32);
    private static final ConvArchitecture ARCHITECTURE =
            new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform());

    private static Vae model() {
        return ARCHITECTURE.networks(1, 3).vae(new Likelihood.Gaussian(1), RandomKey.of(5));
    }

    private static Objective objective(BaseModel base, Vae model) {
        return base.objective(new Setting(model, ARCHITECTURE.encoder(1, 6), 1000, 1e-4, RandomKey.of(6)));
    }

    @Test
    void trainsTheGuideAndTheModelTogether() {
        for (BaseModel base :
                List.of(GuidedModels.guidedVae(1), GuidedModels.guidedVae(2, Motion.FROM_IDENTITY, 0.5, 2))) {
            Vae model = model();
            Objective objective = Regularisers.factorisedSupport(1).on(objective(base, model));
            List<Parameter> trained = Stream.concat(model.parameters().stream(), objective.parameters().stream())
                    .toList();
            List<double[]> before =
                    trained.stream().map(p -> p.tensor().toDoubleArray()).toList();
            VaeStep step = new VaeStep(model, objective, new Adam(trained), BATCH);
            for (int t = 0; t < 6; t++) {
                Tensor images = RandomKey.of(100 + t)
                        .uniform(DType.FLOAT32, BATCH.shape().toArray())
                        .computedNow();
                Map<String, Double> row = step.run(t, images, RandomKey.of(t), 1e-3);
                assertThat(row)
                        .containsKeys("guided_reconstruction", "basis_orthogonality")
                        .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
            }
            for (int i = 0; i < before.size(); i++) {
                Parameter p = trained.get(i);
                assertThat(Arrays.equals(before.get(i), p.tensor().toDoubleArray()))
                        .as(p.name())
                        .isFalse();
            }
        }
    }

    @Test
    void weightsAndRefusals() {
        Objective objective = objective(GuidedModels.guidedVae(2), model());
        assertThat(objective.terms().stream().map(weighted -> weighted.term().name()))
                .containsExactly("reconstruction", "kl", "guided_reconstruction", "basis_orthogonality");
        assertThat(objective.terms())
                .allSatisfy(weighted -> assertThat(weighted.weight().at(0)).isEqualTo(1));
        assertThatThrownBy(() -> objective(GuidedModels.guidedVae(3), model()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must be more than deformationLatents = 3, found 3");
        assertThatThrownBy(() -> GuidedModels.guidedVae(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("deformationLatents must be at least 1, found 0");
        assertThatThrownBy(() -> GuidedModels.guidedVae(1, Motion.MAP, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("guidance must be finite and at least 0, found -1.0");
    }
}
