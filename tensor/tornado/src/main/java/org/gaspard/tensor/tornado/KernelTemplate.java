package org.gaspard.tensor.tornado;

/** The name that all generated kernels bear. This class file is what TornadoVM finds when it looks for theirs. */
final class KernelTemplate {

    private KernelTemplate() {}
}
