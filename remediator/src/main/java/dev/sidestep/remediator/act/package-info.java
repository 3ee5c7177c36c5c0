/** A plan that is being carried out, step by step, and taken back when a step fails. Pure. */
@NullMarked
package dev.sidestep.remediator.act;

import org.jspecify.annotations.NullMarked;
