/** The whole loop in one JVM, and the command line: the root wires. */
@NullMarked
package dev.sidestep.quickstart;

import org.jspecify.annotations.NullMarked;
