/** What goes wrong on a machine and when. Pure. */
@NullMarked
package dev.sidestep.node.fault;

import org.jspecify.annotations.NullMarked;
