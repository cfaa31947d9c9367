/** Sets of points: parts, and sets that are joined; for the packages of this module. */
@NullMarked
package org.gaspard.topology.sets;

import org.jspecify.annotations.NullMarked;
