/** The suites of the outside scorer: what is fitted on what, and the files that it reads. */
@NullMarked
package dev.sidestep.predictor.evaluate;

import org.jspecify.annotations.NullMarked;
