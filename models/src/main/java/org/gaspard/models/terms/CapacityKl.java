package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * {@code |KL(q(z|x) ‖ N(0, I)) − C(t)|}, the divergence summed over dimensions and averaged over the batch: latents may carry
 * C(t) nats, which grow while training. Its weight is γ.
 *
 * <p>The term counts its training passes in a buffer, from 0 on, and asks the schedule for C at that number, so a captured step
 * need not be captured again; checkpoints must keep the buffer. Passes in use read the counter and leave it. The gradient is
 * that of the divergence times {@code sign(KL − C)}.
 *
 * <p>The paper raises C linearly from 0 to 25 nats (dSprites) over 100,000 steps with γ = 1000; Locatello et al. search the end
 * in 5 to 100.
 *
 * <p>Burgess et al.: Understanding disentangling in β-VAE. 2018, arXiv 1804.03599.
 *
 * @param capacity C in nats, of the number of training passes before this one
 * @param counter int32 scalar, the number of training passes
 */
public record CapacityKl(Schedule capacity, Parameter counter) implements Term {

    private static final TensorType COUNT = new TensorType(Shape.scalar(), DType.INT32);
    private static final TensorType NATS = new TensorType(Shape.scalar(), DType.FLOAT64);

    /** Checks the type of the counter. */
    public CapacityKl {
        TensorType found = new TensorType(counter.shape(), counter.dtype());
        if (!found.equals(COUNT)) {
            throw new IllegalArgumentException("counter must be " + COUNT + ", found " + found);
        }
    }

    /** A term that begins to count now. */
    public static CapacityKl of(Schedule capacity) {
        return new CapacityKl(capacity, new Parameter("capacity_kl.counter", Tensor.full(COUNT, 0)));
    }

    /** From 0 at the first step in a straight line to {@code nats} at step {@code steps}, and there it stays. */
    public static CapacityKl linear(double nats, long steps) {
        return of(Schedule.linear(0, nats, steps));
    }

    @Override
    public String name() {
        return "capacity_kl";
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(counter);
    }

    /** {@inheritDoc} The diagnostics are the divergence and C. */
    @Override
    public Value value(VaePass pass) {
        Tensor kl = pass.posterior().kl().sum(1).mean();
        Tensor count = pass.pass().value(counter);
        Tensor nats =
                Tensor.apply(new HostCall(new Look(capacity), NATS), count).cast(kl.dtype());
        if (pass.pass().isTraining()) {
            pass.pass().update(counter, count.add(1));
        }
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put(name() + ".kl", kl);
        diagnostics.put(name() + ".capacity", nats);
        return new Value(kl.subtract(nats).abs(), diagnostics);
    }

    /** What a schedule says at a number. */
    private record Look(Schedule schedule) implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            int step = ((Storage.Int32s) inputs.getFirst()).data()[0];
            ((Storage.Doubles) output).data()[0] = schedule.at(step);
        }
    }
}
