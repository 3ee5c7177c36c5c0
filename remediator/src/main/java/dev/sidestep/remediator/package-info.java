/**
 * Warnings in, receipts out: the conductor, its Kafka body, its configuration and its metrics. The
 * thinking is in the packages below, which know neither Kafka nor Kubernetes.
 */
@NullMarked
package dev.sidestep.remediator;

import org.jspecify.annotations.NullMarked;
