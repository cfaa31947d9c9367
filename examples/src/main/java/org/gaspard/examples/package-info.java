/** Programs to run, each for one purpose: {@code examples/run NAME --help}. */
package org.gaspard.examples;
