package org.gaspard.tensor.tornado;

import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.compile.Normaliser;

/**
 * Computes graphs on a device that TornadoVM finds: normalise, choose what is stored, write a kernel for each group of
 * nodes, and a list of tasks remains. What it cannot compute it refuses; nothing is computed elsewhere.
 *
 * <p>The virtual machine must have been started with the options that {@link Launch} checks.
 */
public final class TornadoBackend implements Backend {

    private final KernelCache cache = new KernelCache();

    /** The backend; the device is looked for when something is compiled first. */
    public TornadoBackend() {}

    @Override
    public String name() {
        return "tornado";
    }

    /**
     * Prepares a graph.
     *
     * @throws IllegalStateException if TornadoVM was not started as it must be, or there is no device
     * @throws UnsupportedOperationException if the graph has an operation that this backend does not compute
     */
    @Override
    public Executable compile(Graph graph) {
        Launch.check();
        return new TornadoCompiler(Normaliser.normalise(graph)).compile(cache);
    }
}
