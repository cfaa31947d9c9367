/** Decompositions of small dense matrices in double precision. */
@NullMarked
package org.gaspard.tensor.linalg;

import org.jspecify.annotations.NullMarked;
