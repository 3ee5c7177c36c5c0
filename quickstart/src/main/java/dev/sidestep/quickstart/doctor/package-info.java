/** What this machine has and lacks, and what to do about it. */
@NullMarked
package dev.sidestep.quickstart.doctor;

import org.jspecify.annotations.NullMarked;
