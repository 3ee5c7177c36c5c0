/**
 * Heat, power and clocks of CPU, GPU and NPU: a two-node RC network, a table of clocks, a governor.
 * Pure: state in, state out, time as an argument.
 */
@NullMarked
package dev.sidestep.device;

import org.jspecify.annotations.NullMarked;
