/** The third body of the brain: history in, the same forecasts, warnings and plans out. */
@NullMarked
package dev.sidestep.replay;

import org.jspecify.annotations.NullMarked;
