/** The command line: what a person types, and what they are told. */
@NullMarked
package dev.sidestep.quickstart.command;

import org.jspecify.annotations.NullMarked;
