/**
 * The published methods, each assembled in a few lines of {@link org.gaspard.models.methods.BaseModels}, {@link
 * org.gaspard.models.methods.FurtherModels} and {@link org.gaspard.models.methods.Regularisers}: any regulariser fits any base model.
 * {@link org.gaspard.models.methods.SecondStage} is a model of the latents of another.
 */
@NullMarked
package org.gaspard.models.methods;

import org.jspecify.annotations.NullMarked;
