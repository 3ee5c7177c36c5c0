/**
 * What happens in a demo: scenario files with ranges and choices, and the plan of one world that a
 * seed makes of them.
 */
@NullMarked
package dev.sidestep.quickstart.scenario;

import org.jspecify.annotations.NullMarked;
