package org.gaspard.benchmarks.cases;

import java.util.function.Function;

/** What a case is timed beside. */
public sealed interface Peer {

    /** How it is named in lists. */
    default String label() {
        return switch (this) {
            case PyTorch pytorch -> "pytorch";
            case Pot pot -> "pot";
            case ScikitLearn learners -> "scikit-learn";
            case Ripser ripser -> "ripser";
            case Own own -> "gaspard";
            case Target target -> "none";
        };
    }

    /**
     * PyTorch, which has a case of the same name.
     *
     * @param layouts whether the memory layout of images matters to it
     */
    record PyTorch(boolean layouts) implements Peer {}

    /** POT, Python Optimal Transport, with its NumPy backend, which has a case of the same name. */
    record Pot() implements Peer {}

    /** scikit-learn, which has a case of the same name. */
    record ScikitLearn() implements Peer {}

    /**
     * The program Ripser, which computes barcodes of given matrices.
     *
     * @param bars makes the barcodes
     */
    record Ripser(Function<Case.Scale, Barcodes> bars) implements Peer {}

    /**
     * Our own side of another case, which computes something else: what does this one cost more?
     *
     * @param name of the other case
     */
    record Own(String name) implements Peer {}

    /**
     * No other program: our side alone, against a time that we want to reach.
     *
     * @param seconds of one iteration
     */
    record Target(double seconds) implements Peer {}
}
