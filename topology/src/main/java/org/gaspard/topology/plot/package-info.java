/**
 * Pictures of barcodes, persistence diagrams, and clouds with cycles or critical edges. They need no display.
 *
 * <p>Pictures are twice as fine as their nominal size ({@link org.gaspard.topology.plot.PngFile#SCALE}), so that letters
 * stay crisp on fine screens and in print. The same input gives the same picture on the same Java runtime and fonts.
 * Colours are distinguishable with the common colour-vision deficiencies ([OI08]).
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[OI08] M. Okabe, K. Ito. Color universal design: how to make figures and presentations that are friendly to
 *       colorblind people. 2008.
 * </ul>
 */
@NullMarked
package org.gaspard.topology.plot;

import org.jspecify.annotations.NullMarked;
