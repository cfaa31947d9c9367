/**
 * Pictures and pages of a run: sheets of images and animations, line charts, heat maps, densities, fields of vectors, clouds of codes and a self-contained report. Needs no display.
 */
package org.gaspard.examples.report;
