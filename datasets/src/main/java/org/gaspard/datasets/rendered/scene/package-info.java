/** A ray caster for small scenes of convex solids under one light. */
@NullMarked
package org.gaspard.datasets.rendered.scene;

import org.jspecify.annotations.NullMarked;
