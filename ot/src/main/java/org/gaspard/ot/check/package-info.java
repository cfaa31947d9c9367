/** Argument checks of this module. */
@NullMarked
package org.gaspard.ot.check;

import org.jspecify.annotations.NullMarked;
