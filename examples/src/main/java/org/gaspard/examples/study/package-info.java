/** Studies: many runs of one program, in processes side by side, and the page that compares them. */
@NullMarked
package org.gaspard.examples.study;

import org.jspecify.annotations.NullMarked;
