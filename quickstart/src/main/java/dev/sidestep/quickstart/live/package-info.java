/**
 * The live demo: the whole loop in this process on a clock that runs ahead of the wall, with real
 * requests, a page and a table in the terminal.
 */
@NullMarked
package dev.sidestep.quickstart.live;

import org.jspecify.annotations.NullMarked;
