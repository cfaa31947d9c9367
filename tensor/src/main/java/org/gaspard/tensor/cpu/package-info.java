/** The default backend: kernels on Java arrays for one machine's processor. */
@NullMarked
package org.gaspard.tensor.cpu;

import org.jspecify.annotations.NullMarked;
