package dev.sidestep.node.pod;

import java.util.OptionalDouble;

/**
 * The figures of a pod over its last second.
 *
 * @param failed refused with 429 or 503, or failed after they were let in
 * @param p99Seconds from arrival to answer; empty where nothing was served
 * @param waiting let in and not yet on the device
 */
public record PodSecond(
    int served,
    int failed,
    OptionalDouble p99Seconds,
    int running,
    int waiting,
    long memoryBytes) {}
