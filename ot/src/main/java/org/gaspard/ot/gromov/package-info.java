@NullMarked
package org.gaspard.ot.gromov;
import org.jspecify.annotations.NullMarked;
