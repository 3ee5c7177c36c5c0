/**
 * Experts that need no training: trends, crossing times and chances from a few recent values, in
 * constant memory. Pure.
 */
@NullMarked
package dev.sidestep.predictor.expert;

import org.jspecify.annotations.NullMarked;
