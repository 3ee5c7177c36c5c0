/** The way of a request to a pod: turns by weight among the pods that are ready. */
@NullMarked
package dev.sidestep.quickstart.route;

import org.jspecify.annotations.NullMarked;
