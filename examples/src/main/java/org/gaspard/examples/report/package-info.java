/**
 * Pictures and pages of a run: sheets of images, line charts, heat maps, densities, clouds of codes and a self-contained report. Needs no display.
 */
package org.gaspard.examples.report;
