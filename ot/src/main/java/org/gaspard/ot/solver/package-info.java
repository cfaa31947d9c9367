/** The loops behind the solvers, and their working memory; not for users. */
@NullMarked
package org.gaspard.ot.solver;

import org.jspecify.annotations.NullMarked;
