/**
 * What is known at an instant: frames, forecasts, warnings, the cluster, and earlier plans. Pure.
 */
@NullMarked
package dev.sidestep.remediator.fleet;

import org.jspecify.annotations.NullMarked;
