/** The cluster and its pods as ports, and their Kubernetes and HTTP adapters. */
@NullMarked
package dev.sidestep.remediator.cluster;

import org.jspecify.annotations.NullMarked;
