/** The CPU backend: vector kernels on Java arrays, spread over all cores in fixed pieces. */
@org.jspecify.annotations.NullMarked
package org.gaspard.tensor.cpu;
