/** Devices as the node sees them: load in, clock and samples out. Pure. */
@NullMarked
package dev.sidestep.node.device;

import org.jspecify.annotations.NullMarked;
