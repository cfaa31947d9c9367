package org.gaspard.benchmarks.cases;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.DSprites;
import org.gaspard.models.Likelihood;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Regulariser;
import org.gaspard.models.networks.ConvArchitecture;
import org.gaspard.models.training.VaeStep;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** Training steps of a base model with a regulariser: the standard 64×64 networks, dSprites, ten latents, Adam. */
final class MethodTraining implements Workload {

    private static final int LATENTS = 10;
    private static final double LEARNING_RATE = 1e-3;
    private static final int BATCHES = 16;
    private static final long SEED = 1;
    private static final RandomKey KEY = RandomKey.of(SEED);

    private final VaeStep step;
    private final List<Tensor> batches;
    private long t;

    MethodTraining(BaseModel base, Regulariser regulariser, int batch) {
        DSprites sprites = new DSprites();
        Recipe recipe = new Recipe(
                ConvArchitecture.locatello().networks(sprites.channels(), LATENTS),
                new Likelihood.Bernoulli(),
                base,
                List.of(regulariser),
                Adam.Settings.adam(),
                LEARNING_RATE,
                batch);
        step = recipe.training(sprites.size(), SEED).step(sprites);
        batches = read(sprites, step.imagesType());
    }

    private static List<Tensor> read(DSprites images, TensorType type) {
        Batches order = new Batches(images.size(), type.shape().extent(0), 1);
        return IntStream.range(0, BATCHES)
                .mapToObj(i -> {
                    float[] pixels = new float[type.shape().size()];
                    images.readBatch(order.indices(i), pixels);
                    return Tensor.wrap(type.shape(), new Storage.Floats(pixels));
                })
                .toList();
    }

    /** The figures of the first step. */
    @Override
    public Fingerprint check() {
        double[] figures =
                run().values().stream().mapToDouble(Double::doubleValue).toArray();
        return Fingerprint.of(Tensor.of(figures));
    }

    @Override
    public void step() {
        run();
    }

    private Map<String, Double> run() {
        Tensor images = batches.get((int) (t % BATCHES));
        return step.run(t, images, KEY.child((int) t++), LEARNING_RATE);
    }
}
