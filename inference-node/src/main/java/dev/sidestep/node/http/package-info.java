/** HTTP in and out: the pods' serving interface and the node's control interface. */
@NullMarked
package dev.sidestep.node.http;

import org.jspecify.annotations.NullMarked;
