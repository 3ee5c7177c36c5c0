/** The life of the process: what has to end with it, its temporary files, its log. */
@NullMarked
package dev.sidestep.quickstart.process;

import org.jspecify.annotations.NullMarked;
