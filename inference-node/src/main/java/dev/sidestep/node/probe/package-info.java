/** What the machine itself says, where it says something. */
@NullMarked
package dev.sidestep.node.probe;

import org.jspecify.annotations.NullMarked;
