/**
 * The headless demo: the whole loop on a virtual clock, once with Sidestep and once without, as
 * fast as it goes.
 */
@NullMarked
package dev.sidestep.quickstart.run;

import org.jspecify.annotations.NullMarked;
