package org.gaspard.models.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.models.Likelihood;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.tensor.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

    private static final double RATE = 1e-2;

    @TempDir
    Path folder;

    /** Images of one brightness each. */
    private record Plain() implements ImageDataset {

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public int size() {
            return 6;
        }

        @Override
        public int height() {
            return 8;
        }

        @Override
        public int width() {
            return 8;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public void read(int index, float[] out, int offset) {
            Arrays.fill(out, offset, offset + pixels(), (1 + index) / 8f);
        }
    }

    private static Training training() {
        return new Recipe(
                        new ConvArchitecture(List.of(4), List.of(8), List.of(8), Initialiser.fanInUniform())
                                .networks(1, 2),
                        new Likelihood.Bernoulli(),
                        BaseModels.autoencoder(),
                        List.of(),
                        Adam.Settings.adam(),
                        RATE,
                        6)
                .training(6, 1);
    }

    /** How far a number of the decoder's last bias moves in some steps; Adam's first step is the learning rate. */
    private double moved(String run, long steps, int warmUp) throws IOException {
        Training training = training();
        Parameter bias = training.model().parameters().getLast();
        double before = bias.tensor().toFloatArray()[0];
        TrainingSettings settings = new TrainingSettings(steps, 6, 1, 1, 10, folder.resolve(run));
        training.trainer(new Plain(), settings, warmUp, run).train();
        return Math.abs(bias.tensor().toFloatArray()[0] - before);
    }

    @Test
    void theLearningRateRisesToItsValue() throws IOException {
        assertThat(moved("at once", 1, 0)).isCloseTo(RATE, within(1e-5));
        assertThat(moved("a quarter", 1, 4)).isCloseTo(RATE / 4, within(1e-5));
        // All gradients of few steps point the same way: 1/4 + 2/4 + 3/4 + 1 + 1.
        assertThat(moved("all of it", 5, 4)).isCloseTo(3.5 * RATE, within(0.1 * RATE));
    }

    @Test
    void refusesLessThanNoWarmUp() {
        TrainingSettings settings = new TrainingSettings(1, 6, 1, 1, 10, folder);
        assertThatThrownBy(() -> training().trainer(new Plain(), settings, -1, "none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("warmUp must be at least 0, found -1");
    }
}
