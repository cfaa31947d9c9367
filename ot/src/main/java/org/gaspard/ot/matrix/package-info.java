/** What couplings and small matrices in arrays are computed with; not for users. */
@NullMarked
package org.gaspard.ot.matrix;

import org.jspecify.annotations.NullMarked;
