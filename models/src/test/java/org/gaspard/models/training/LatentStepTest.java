package org.gaspard.models.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.methods.SecondStage;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of latents by the trainer of all models. */
class LatentStepTest {

    /** A stage made anew, its first model the same each time. */
    private record Run(SecondStage stage, VaeTrainer trainer) {

        static Run of(Path folder, long steps) {
            ConvArchitecture architecture =
                    new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform());
            Vae first = architecture.vae(1, 3, new Likelihood.Bernoulli(), RandomKey.of(5));
            SecondStage.Networks networks =
                    new SecondStage.Networks(2, 8, new Activation.Relu(), Initialisation.glorotUniform());
            SecondStage stage = SecondStage.of(first, networks, RandomKey.of(6));
            LatentStep step =
                    stage.step(Adam.Settings.adam(), VaeTrainer.batchType(TinyTraining.IMAGES, TinyTraining.BATCH));
            VaeTrainer trainer = new VaeTrainer(
                    step,
                    TinyTraining.IMAGES,
                    Schedule.constant(0.01),
                    TinyTraining.settings(folder, steps),
                    TinyTraining.DESCRIPTION);
            return new Run(stage, trainer);
        }

        List<double[]> weights() {
            return stage.second().parameters().stream()
                    .map(Parameter::tensor)
                    .map(tensor -> tensor.toDoubleArray())
                    .toList();
        }
    }

    @Test
    void aResumedTrainingEndsWithTheSameBits(@TempDir Path once, @TempDir Path twice) throws IOException {
        Run straight = Run.of(once, 12);
        List<double[]> start = straight.weights();
        straight.trainer().train();
        Run.of(twice, 7).trainer().train();
        Run resumed = Run.of(twice, 12);
        assertThat(resumed.trainer().resume()).isEqualTo(7);
        assertThat(resumed.weights()).usingRecursiveComparison().isEqualTo(straight.weights());
        assertThat(resumed.weights().getFirst()).isNotEqualTo(start.getFirst());
        assertThat(Files.readString(once.resolve("losses.csv"))).contains("reconstruction.deviation");
    }
}
