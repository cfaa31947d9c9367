/** Checks of arguments. */
package org.gaspard.metrics.check;
