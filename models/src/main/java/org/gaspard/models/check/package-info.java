/** Argument checks shared by the packages of this module. */
@NullMarked
package org.gaspard.models.check;

import org.jspecify.annotations.NullMarked;
