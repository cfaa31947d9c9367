package org.gaspard.models.methods;

/** The terms of a base model that the gradient of a regulariser must not work against. */
public enum GivesWay {
    /** To none: gradients are added as they are. */
    NEVER,
    /** To the reconstruction. */
    TO_RECONSTRUCTION,
    /** To the sum of all terms of the base model. */
    TO_ALL
}
