package org.gaspard.tensor;

import java.util.List;
import java.util.function.Supplier;

/**
 * A machine that computes graphs. Backends are found as services; {@code cpu} is the default, the system property
 * {@code gaspard.backend} names another one, and {@link #with} chooses one for a piece of a program.
 */
public interface Backend {

    /** The name by which the backend is chosen. */
    String name();

    /** Prepares a graph for being run many times. */
    Executable compile(Graph graph);

    /**
     * The backend of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Backend named(String name) {
        return Engine.named(name).backend();
    }

    /** The backend that computes tensors here and now. */
    static Backend current() {
        return Engine.current().backend();
    }

    /** Runs {@code task} with tensors computed by the backend of that name. */
    static <T> T with(String name, Supplier<T> task) {
        return Engine.with(name, task);
    }

    /** All backends there are. */
    static List<Backend> all() {
        return Engine.backends();
    }
}
