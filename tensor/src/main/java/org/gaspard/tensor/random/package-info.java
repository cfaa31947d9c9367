/** Random bits as a function of a key and a counter: the same everywhere, in any order, on any number of threads. */
@NullMarked
package org.gaspard.tensor.random;

import org.jspecify.annotations.NullMarked;
