/**
 * What is done to data sets before training: preprocessing of images, statistics of their channels, and splits.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[D79] C. E. Duchon. Lanczos filtering in one and two dimensions. Journal of Applied Meteorology 18, 1979.
 *   <li>[K81] R. G. Keys. Cubic convolution interpolation for digital image processing. IEEE Transactions on Acoustics,
 *       Speech, and Signal Processing 29, 1981.
 *   <li>[W90] G. Wolberg. Digital image warping. IEEE Computer Society Press, 1990.
 * </ul>
 */
@NullMarked
package org.gaspard.datasets.images;

import org.jspecify.annotations.NullMarked;
