@NullMarked
package org.gaspard.datasets.rendered;

import org.jspecify.annotations.NullMarked;
