/** Image data sets with known generating factors: renderers, readers of published files, and orders of batches. */
@NullMarked
package org.gaspard.datasets;

import org.jspecify.annotations.NullMarked;
