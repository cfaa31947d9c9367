/** What metrics need of networks: features of images by given weights, and a discriminator of decodings. */
@NullMarked
package org.gaspard.models.evaluation;

import org.jspecify.annotations.NullMarked;
