import org.gaspard.tensor.Backend;
import org.gaspard.tensor.cpu.CpuBackend;
import org.gaspard.tensor.reference.ReferenceBackend;

/** Tensors as expression graphs, their evaluation on the CPU, random keys and array files. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The backend for GPUs is built after this module, and not everywhere.
module org.gaspard.tensor {
    requires static org.jspecify;
    requires jdk.incubator.vector;
    requires ejml.core;
    requires ejml.ddense;

    exports org.gaspard.tensor;
    exports org.gaspard.tensor.array;
    exports org.gaspard.tensor.compile to
            org.gaspard.tensor.tornado;
    exports org.gaspard.tensor.io;

    uses Backend;

    provides Backend with
            CpuBackend,
            ReferenceBackend;
}
