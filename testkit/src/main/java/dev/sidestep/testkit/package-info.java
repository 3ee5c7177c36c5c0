/** Fakes written by hand and the rules about walls, for the tests of all rooms. */
@NullMarked
package dev.sidestep.testkit;

import org.jspecify.annotations.NullMarked;
