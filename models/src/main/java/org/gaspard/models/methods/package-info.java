/**
 * The published methods, each assembled in a few lines of {@link org.gaspard.models.methods.BaseModels} and {@link
 * org.gaspard.models.methods.Regularisers}: any regulariser fits any base model.
 */
@NullMarked
package org.gaspard.models.methods;

import org.jspecify.annotations.NullMarked;
