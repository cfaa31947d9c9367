/** NumPy's npy and npz files, and safetensors. Readers refuse malformed and hostile files; writers are atomic. */
@NullMarked
package org.gaspard.tensor.io;

import org.jspecify.annotations.NullMarked;
