/** Placeholder until the module's first class stands. */
package org.gaspard.datasets;
