/** CSV files of real devices, read as frames. */
@NullMarked
package dev.sidestep.replay.csv;

import org.jspecify.annotations.NullMarked;
