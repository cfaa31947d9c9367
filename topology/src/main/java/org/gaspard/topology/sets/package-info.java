/** Sets that are joined, for the packages of this module. */
@NullMarked
package org.gaspard.topology.sets;

import org.jspecify.annotations.NullMarked;
