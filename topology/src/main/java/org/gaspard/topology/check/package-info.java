/** Checks of arguments, for the packages of this module. */
@NullMarked
package org.gaspard.topology.check;

import org.jspecify.annotations.NullMarked;
