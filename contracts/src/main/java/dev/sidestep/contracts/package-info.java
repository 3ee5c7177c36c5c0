/** The nouns that travel between services, the topics they travel on and their wire formats. */
@NullMarked
package dev.sidestep.contracts;

import org.jspecify.annotations.NullMarked;
