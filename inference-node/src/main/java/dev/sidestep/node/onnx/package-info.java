/** The sentence encoder on ONNX Runtime. */
@NullMarked
package dev.sidestep.node.onnx;

import org.jspecify.annotations.NullMarked;
