package org.gaspard.models.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.models.training.TrainingStep;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A step of Adam on the mean cross-entropy of a classifier's logits, over {@link ClassifiedImages}. Figures: {@code cross-entropy} in
 * nats, and {@code cross-entropy.accuracy} of the batch, both before the step.
 */
final class ClassifierStep implements TrainingStep {

    private static final List<String> NAMES = List.of("cross-entropy", "cross-entropy.accuracy");

    private final TensorType images;
    private final List<Parameter> state;
    private final CapturedStep step;

    /**
     * @param network from images to logits
     * @param images the type of a batch of classified images, [N, H, W, C + 1]
     */
    ClassifierStep(Layer network, TensorType images) {
        this.images = images;
        Adam adam = new Adam(network.parameters());
        this.state = Stream.of(network.parameters(), network.buffers(), adam.state())
                .flatMap(List::stream)
                .toList();
        TensorType rate = new TensorType(Shape.scalar(), DType.FLOAT64);
        this.step = CapturedStep.capture(List.of(images, RandomKey.type(), rate), state, in -> {
            ForwardPass pass = ForwardPass.training(new RandomKey(in.get(1)));
            int channels = images.shape().extent(3) - 1;
            Tensor labels = in.get(0)
                    .slice(3, channels, channels + 1)
                    .index(1, 0)
                    .index(1, 0)
                    .index(1, 0)
                    .cast(DType.INT32);
            Tensor logits = network.apply(in.get(0).slice(3, 0, channels), pass);
            Tensor loss = Losses.crossEntropy(logits, labels).mean();
            Tensor right = logits.argMax(1).equalTo(labels).cast(DType.FLOAT32).mean();
            Map<Parameter, Tensor> updates = new LinkedHashMap<>(pass.updates());
            updates.putAll(adam.updates(loss, in.get(2)));
            return new CapturedStep.Result(List.of(loss, right), updates);
        });
    }

    @Override
    public TensorType imagesType() {
        return images;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public List<Parameter> state() {
        return state;
    }

    @Override
    public Map<String, Double> run(long t, Tensor batch, RandomKey key, double learningRate) {
        List<Tensor> figures = step.run(batch, key.words(), Tensor.scalar(learningRate));
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < figures.size(); i++) {
            row.put(NAMES.get(i), figures.get(i).cast(DType.FLOAT64).item());
        }
        return row;
    }
}
