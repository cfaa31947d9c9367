/** Tables of points as row-major arrays, and their moments. */
package org.gaspard.metrics.rows;
