package org.gaspard.tensor.cpu;

import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.compile.Normaliser;

/**
 * Computes graphs on all cores with vector kernels: normalise, fuse, choose what is stored, order, plan memory, and a list
 * of kernels remains.
 */
public final class CpuBackend implements Backend {

    private final Machine machine;

    /** The backend on the shared pool of threads, whose size the system property {@code gaspard.threads} sets. */
    public CpuBackend() {
        this(WorkerPool.shared());
    }

    CpuBackend(WorkerPool pool) {
        this.machine = Machine.on(pool);
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public Executable compile(Graph graph) {
        return new CpuCompiler(machine, Normaliser.normalise(graph)).compile();
    }
}
