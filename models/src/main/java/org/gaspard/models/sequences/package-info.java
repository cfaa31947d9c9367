/**
 * Models of sequences of images x_0 … x_T, each under one of K transformations: what they minimise ({@link
 * org.gaspard.models.sequences.SequenceObjective}), a training step of it ({@link org.gaspard.models.sequences.SequenceStep}), and what
 * they foretell from the first image ({@link org.gaspard.models.sequences.SequencePredictor}).
 */
@NullMarked
package org.gaspard.models.sequences;

import org.jspecify.annotations.NullMarked;
