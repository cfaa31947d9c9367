package org.gaspard.tensor.cpu;

import java.util.function.Supplier;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.compile.Normaliser;
import org.gaspard.tensor.compile.SlopesOfResults;
import org.jspecify.annotations.Nullable;

/**
 * Computes graphs on all cores with vector kernels: normalise, fuse, choose what is stored, order, plan memory, and a list
 * of kernels remains.
 */
public final class CpuBackend implements Backend {

    private final Supplier<WorkerPool> pool;
    private @Nullable Machine machine;

    /**
     * The backend on the shared pool of threads, whose size the system property {@code gaspard.threads} sets; it is
     * made when something is compiled first, so that a wrong property is an exception there and not the failure of a
     * service.
     */
    public CpuBackend() {
        this.pool = WorkerPool::shared;
    }

    CpuBackend(WorkerPool pool) {
        this.pool = () -> pool;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public Executable compile(Graph graph) {
        return new CpuCompiler(machine(), SlopesOfResults.rewrite(Normaliser.normalise(graph))).compile();
    }

    private synchronized Machine machine() {
        Machine known = machine;
        if (known == null) {
            known = Machine.on(pool.get());
            machine = known;
        }
        return known;
    }
}
