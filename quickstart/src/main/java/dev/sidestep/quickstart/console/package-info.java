/**
 * What a person sees of a run: a bounded read model that is fed with the nouns of the topics, and a
 * table for the terminal. Pure; the web form of it is in {@code console.web}.
 */
@NullMarked
package dev.sidestep.quickstart.console;

import org.jspecify.annotations.NullMarked;
