package org.gaspard.models.directions;

import java.util.List;
import java.util.Map;
import org.gaspard.models.directions.DirectionSearch.Guard;
import org.gaspard.models.directions.LatentDirection.Effect;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** Compares directions on the same batches. */
final class Judge {

    private final DirectionSearch search;
    private final RandomKey key;
    private final CapturedStep step;

    Judge(Move move, int dimensions, RandomKey key) {
        this.search = move.search();
        this.key = key;
        TensorType direction = new TensorType(Shape.of(dimensions), DType.FLOAT64);
        this.step = CapturedStep.capture(List.of(direction, RandomKey.type()), List.of(), in -> {
            Move.Measured measured = move.along(in.getFirst(), new RandomKey(in.getLast()));
            return new CapturedStep.Result(List.of(measured.divergence(), measured.change()), Map.of());
        });
    }

    Effect effect(Tensor direction) {
        double divergence = 0;
        double change = 0;
        for (int i = 0; i < search.judges(); i++) {
            List<Tensor> found =
                    step.run(direction.cast(DType.FLOAT64), key.child(i).words());
            divergence += found.getFirst().item() / search.judges();
            change += found.getLast().item() / search.judges();
        }
        double objective = switch (search.guard()) {
            case NONE -> divergence;
            case RELATIVE -> change < Guard.LEAST_CHANGE ? Double.POSITIVE_INFINITY : divergence / change;
        };
        return new Effect(divergence, change, objective);
    }
}
