/** A pod without its platform: admission, life cycle, memory, figures of a second. Pure. */
@NullMarked
package dev.sidestep.node.pod;

import org.jspecify.annotations.NullMarked;
