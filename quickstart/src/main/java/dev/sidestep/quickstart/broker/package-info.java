/** The broker inside this process: a real one, on the loopback, with its data in a directory. */
@NullMarked
package dev.sidestep.quickstart.broker;

import org.jspecify.annotations.NullMarked;
