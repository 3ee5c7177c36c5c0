/** The commands that need no broker and no cluster: replay, train, evaluate. */
@NullMarked
package dev.sidestep.quickstart.offline;

import org.jspecify.annotations.NullMarked;
