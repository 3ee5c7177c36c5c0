/** Reading along with the topics of an installation, and keeping what went over them. */
@NullMarked
package dev.sidestep.quickstart.record;

import org.jspecify.annotations.NullMarked;
