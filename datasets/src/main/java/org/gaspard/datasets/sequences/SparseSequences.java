package org.gaspard.datasets.sequences;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.Permutation;

/**
 * Sequences in which a few transformations at a time act, each at a random speed: for models that must find out without labels which
 * transformations there are. Sequence n is a pure function of the seed and n = 0, 1, …; n = iN, …, iN + N − 1 are those of batch i.
 *
 * <p>In step t = 1 … T transformation k acts if its spike {@code y_tk} is 1, and takes {@code g_tk ≥ 1} of its steps:
 *
 * <p>{@code steps_tk = steps_{t−1,k} + y_tk g_tk, y_1k ~ Bernoulli(p), P(y_{t+1,k} = y_tk) = q},
 *
 * <p>independently for each k. A step in which nothing would act is drawn anew: the first from the start, a later one by its
 * changes from nothing, each k then acting with probability {@code 1 − q}. The speed is uniform from 1 to the most that is allowed and that
 * leaves at least one step for each later step in which k acts. So no transformation goes beyond its steps, and spikes are never
 * changed for the sake of it; but towards the end of long sequences high speeds become rarer.
 *
 * <p>Source: [SKYPW25] and its published program. That differs in three ways: a whole batch has the same spikes and speeds, not each sequence
 * its own; speeds are real numbers, |Laplace(1, 0.1)| after iteration 75,000 and 1 before; and each image is warped from the one
 * before it, so that interpolation blurs in each step, where here all images are made from the first.
 */
public final class SparseSequences {

    /**
     * How spikes and speeds are drawn.
     *
     * @param startRate p, in (0, 1]
     * @param keepRate q, in [0, 1]
     * @param topSpeed how many steps a transformation takes at most from one frame to the next, at least 1
     */
    public record Settings(double startRate, double keepRate, int topSpeed) {

        /** The spikes of [SKYPW25], p = 0.1 and q = 0.9, and speed 1, with which its training begins. */
        public static final Settings PUBLISHED = new Settings(0.1, 0.9, 1);

        /** Checks the ranges. */
        public Settings {
            if (!(startRate > 0 && startRate <= 1)) {
                throw new IllegalArgumentException("startRate is " + startRate + ", expected a number in (0, 1]");
            }
            if (!(keepRate >= 0 && keepRate <= 1)) {
                throw new IllegalArgumentException("keepRate is " + keepRate + ", expected a number in [0, 1]");
            }
            if (topSpeed < 1) {
                throw new IllegalArgumentException("topSpeed is " + topSpeed + ", expected at least 1");
            }
        }

        /** These settings with another top speed. */
        public Settings withTopSpeed(int speed) {
            return new Settings(startRate, keepRate, speed);
        }
    }

    private final ComposableSequences sequences;
    private final int frames;
    private final Settings settings;
    private final long seed;

    private SparseSequences(ComposableSequences sequences, int frames, Settings settings, long seed) {
        this.sequences = sequences;
        this.frames = frames;
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * Sequences of the starting images and transformations of others.
     *
     * @param frames the number of images, {@code T + 1}; at most as many as {@code sequences} have, so that a transformation
     *     that acts in every step does not go beyond its own
     * @param seed decides starting images, spikes and speeds
     * @throws IllegalArgumentException if {@code frames} is not from 2 to the frames of the sequences
     */
    public static SparseSequences of(ComposableSequences sequences, int frames, Settings settings, long seed) {
        if (frames < 2 || frames > sequences.frames()) {
            throw new IllegalArgumentException("frames is " + frames + ", expected 2 to the " + sequences.frames()
                    + " that transformations of " + sequences.name() + " have");
        }
        return new SparseSequences(sequences, frames, settings, seed);
    }

    /** The number of images of a sequence, {@code T + 1}. */
    public int frames() {
        return frames;
    }

    /** The number of values of a sequence, {@code frames × height × width × channels}. */
    public int values() {
        return sequences.values() / sequences.frames() * frames;
    }

    /**
     * The starting image of a sequence: each once in an epoch, as in {@link Batches}.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public int image(long number) {
        return new Batches(sequences.size(), 1, seed).indices(checked(number))[0];
    }

    /**
     * Which transformations act, [T][K]: row t − 1 between images t − 1 and t.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public boolean[][] active(long number) {
        return spikes(random(number));
    }

    /**
     * How many steps of each transformation are done, [T + 1][K].
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public int[][] steps(long number) {
        SplittableRandom random = random(number);
        boolean[][] active = spikes(random);
        int[][] steps = new int[frames][sequences.transformations().size()];
        for (int k = 0; k < steps[0].length; k++) {
            int transformation = k;
            int later = (int)
                    Arrays.stream(active).filter(row -> row[transformation]).count();
            for (int t = 1; t < frames; t++) {
                steps[t][k] = steps[t - 1][k];
                if (active[t - 1][k]) {
                    later--;
                    int room = sequences.frames() - 1 - steps[t][k] - later;
                    steps[t][k] += 1 + random.nextInt(Math.min(settings.topSpeed, room));
                }
            }
        }
        return steps;
    }

    private boolean[][] spikes(SplittableRandom random) {
        boolean[][] active = new boolean[frames - 1][];
        boolean[] none = new boolean[sequences.transformations().size()];
        active[0] = none;
        while (still(active[0])) {
            active[0] = flipped(none, settings.startRate, random);
        }
        for (int t = 1; t < active.length; t++) {
            active[t] = active[t - 1];
            do {
                active[t] = flipped(active[t], 1 - settings.keepRate, random);
            } while (still(active[t]));
        }
        return active;
    }

    /** Each changed with a probability. */
    private static boolean[] flipped(boolean[] spikes, double rate, SplittableRandom random) {
        boolean[] changed = new boolean[spikes.length];
        for (int k = 0; k < changed.length; k++) {
            changed[k] = spikes[k] ^ (random.nextDouble() < rate);
        }
        return changed;
    }

    private static boolean still(boolean[] spikes) {
        for (boolean spike : spikes) {
            if (spike) {
                return false;
            }
        }
        return true;
    }

    private SplittableRandom random(long number) {
        return new SplittableRandom(Permutation.mix(Permutation.mix(seed) + checked(number)));
    }

    private static long checked(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("number is " + number + ", expected at least 0");
        }
        return number;
    }

    /**
     * Writes a sequence into {@code out} at {@code offset}, {@link #values()} values in the order [frames, height, width, channels].
     *
     * @throws IllegalArgumentException if the number is negative
     * @throws IndexOutOfBoundsException if {@code out} is too short
     */
    public void read(long number, float[] out, int offset) {
        sequences.readComposed(image(number), steps(number), out, offset);
    }

    /**
     * The pixels of batches, NTHWC, to be read ahead by a {@link org.gaspard.datasets.BatchPipeline}. Sequences are read on the common
     * pool.
     *
     * @throws IllegalArgumentException if the batch size is not positive
     */
    public LongFunction<float[]> reading(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is " + batchSize + ", expected at least 1");
        }
        int values = values();
        return step -> {
            float[] out = new float[Math.multiplyExact(batchSize, values)];
            long first = Math.multiplyExact(step, (long) batchSize);
            IntStream.range(0, batchSize).parallel().forEach(i -> read(first + i, out, i * values));
            return out;
        };
    }
}
