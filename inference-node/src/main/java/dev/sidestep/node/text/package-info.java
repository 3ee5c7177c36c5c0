/** Text to numbers: the encoder as others see it, and BERT's tokenizer. Pure. */
@NullMarked
package dev.sidestep.node.text;

import org.jspecify.annotations.NullMarked;
