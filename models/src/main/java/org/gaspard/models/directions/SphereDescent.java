package org.gaspard.models.directions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** Adam for unit vectors of coefficients, as one plan for all directions: the sphere is an input. */
final class SphereDescent {

    private final DirectionSearch search;
    private final Parameter coefficients;
    private final Adam adam;
    private final CapturedStep step;

    /** Called after each step with their number and the objective before it. */
    @FunctionalInterface
    interface Watcher {
        void step(int done, double objective);
    }

    /** Captures the step for the candidates {@code basis}, orthonormal, [k, d]. */
    SphereDescent(Move move, Tensor basis) {
        this.search = move.search();
        int k = basis.extent(0);
        this.coefficients = new Parameter("coefficients", Tensor.full(new TensorType(Shape.of(k), DType.FLOAT64), 0));
        this.adam = new Adam(List.of(coefficients));
        List<Parameter> state =
                Stream.concat(Stream.of(coefficients), adam.state().stream()).toList();
        TensorType square = new TensorType(Shape.of(k, k), DType.FLOAT64);
        TensorType rate = new TensorType(Shape.scalar(), DType.FLOAT64);
        this.step = CapturedStep.capture(List.of(square, RandomKey.type(), rate), state, in -> {
            Tensor unit = unit(coefficients.tensor(), in.get(0));
            Tensor direction = unit.expand(0).matmul(basis).index(0, 0);
            Tensor objective = move.along(direction, new RandomKey(in.get(1))).objective(search.guard());
            Map<Parameter, Tensor> updates = new LinkedHashMap<>(adam.updates(objective, in.get(2)));
            updates.computeIfPresent(coefficients, (cell, moved) -> unit(moved, in.get(0)));
            return new CapturedStep.Result(List.of(objective), updates);
        });
    }

    private static Tensor unit(Tensor a, Tensor projection) {
        Tensor inside = projection.matmul(a.expand(1)).index(1, 0);
        return inside.divide(inside.square().sum().sqrt());
    }

    /** Where a descent from {@code start} ends. */
    double[] from(double[] start, Sphere sphere, RandomKey key, Watcher watcher) {
        Tensor projection = sphere.projection();
        coefficients.assign(Tensor.of(start, start.length));
        for (Parameter cell : adam.state()) {
            cell.assign(Tensor.full(new TensorType(cell.shape(), cell.dtype()), 0));
        }
        Schedule rate = Schedule.cosine(search.learningRate(), 0, search.steps());
        for (int t = 0; t < search.steps(); t++) {
            double objective = step.run(projection, key.child(t).words(), Tensor.scalar(rate.at(t)))
                    .getFirst()
                    .item();
            watcher.step(t + 1, objective);
        }
        return coefficients.tensor().toDoubleArray();
    }
}
