/**
 * The file formats behind the readers of data sets; not exported.
 *
 * <p>Every size that a header announces is compared with the length of the file before memory is taken for it, and every
 * failure is a {@link org.gaspard.datasets.DataFileException}.
 */
@NullMarked
package org.gaspard.datasets.format;

import org.jspecify.annotations.NullMarked;
