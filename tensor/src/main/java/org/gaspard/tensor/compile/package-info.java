/** Stages of compilation that do not depend on the machine: rewriting a graph, and planning memory by lifetime. */
@org.jspecify.annotations.NullMarked
package org.gaspard.tensor.compile;
