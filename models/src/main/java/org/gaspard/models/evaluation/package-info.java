/**
 * What metrics need of networks: features of images by given weights or by a classifier that is trained here, images and distances
 * of prior draws, novelty of codes, and a discriminator of decodings.
 */
@NullMarked
package org.gaspard.models.evaluation;

import org.jspecify.annotations.NullMarked;
