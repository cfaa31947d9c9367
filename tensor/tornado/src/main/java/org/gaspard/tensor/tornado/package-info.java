/** Tensors computed on a GPU, or another device, through TornadoVM: a plan becomes task graphs of generated kernels. */
package org.gaspard.tensor.tornado;
