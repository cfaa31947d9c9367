package org.gaspard.models.sequences;

import java.util.Map;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * What a {@link SequenceObjective} reads in a step.
 *
 * @param frames x_0 … x_T of each sequence, [N, T + 1, H, W, C]
 * @param transformation k, that of all sequences; 0 for objectives that are not {@linkplain SequenceObjective#labelled told}
 * @param pass the state of the pass: keys for random numbers, updates of buffers
 * @param scheduled what the schedules of the objective are at this step, float32 scalars
 */
public record SequencePass(Tensor frames, int transformation, ForwardPass pass, Map<Schedule, Tensor> scheduled) {

    /** Copies the map and checks the shape. */
    public SequencePass {
        scheduled = Map.copyOf(scheduled);
        checkFrames(frames.shape());
    }

    /** A pass at no particular step. */
    public SequencePass(Tensor frames, int transformation, ForwardPass pass) {
        this(frames, transformation, pass, Map.of());
    }

    static void checkFrames(Shape frames) {
        if (frames.rank() != 5 || frames.extent(1) < 2) {
            throw new IllegalArgumentException("frames must be [N, T + 1, H, W, C] with T at least 1, found " + frames);
        }
    }

    /** N. */
    public int sequences() {
        return frames.extent(0);
    }

    /** T. */
    public int steps() {
        return frames.extent(1) - 1;
    }

    /** x_t of all sequences, [N, H, W, C]. */
    public Tensor frame(int t) {
        return frames.index(1, t);
    }

    /** All images, those of a sequence one after the other, [N (T + 1), H, W, C]. */
    public Tensor images() {
        int[] extents = frames.shape().toArray();
        return frames.reshape(Shape.of(extents[0] * extents[1], extents[2], extents[3], extents[4]));
    }

    /** The channels of all images of each sequence, those of x_0 first, from [N, T + 1, H, W, C] to [N, H, W, (T + 1) C]. */
    public static Tensor channels(Tensor frames) {
        checkFrames(frames.shape());
        int[] extents = frames.shape().toArray();
        return frames.transpose(0, 2, 3, 1, 4)
                .reshape(Shape.of(extents[0], extents[2], extents[3], extents[1] * extents[4]));
    }

    /**
     * What a schedule is at this step, a float32 scalar.
     *
     * @throws IllegalArgumentException if the pass does not know it: the objective must list it
     */
    public Tensor at(Schedule schedule) {
        Tensor number = scheduled.get(schedule);
        if (number == null) {
            throw new IllegalArgumentException("this pass does not know the schedule: the objective must list it");
        }
        return number;
    }
}
