/** Terms of objectives: each a named function from one forward pass to a number, that fits any model with that pass. */
@org.jspecify.annotations.NullMarked
package org.gaspard.models.terms;
