/**
 * Models as compositions: networks, a likelihood and a prior make a {@link org.gaspard.models.Vae}; what it is trained for
 * is a list of weighted terms, each a function from one forward pass to a number.
 */
@org.jspecify.annotations.NullMarked
package org.gaspard.models;
