/**
 * The specification of every operation: naive loops in double precision, meant to be read and to be compared with. The
 * other backends are held against this one by the contract tests.
 */
@org.jspecify.annotations.NullMarked
package org.gaspard.tensor.reference;
