/**
 * One machine with its devices and the pods on them: the API for whoever runs pods, and the wiring.
 */
@NullMarked
package dev.sidestep.node;

import org.jspecify.annotations.NullMarked;
