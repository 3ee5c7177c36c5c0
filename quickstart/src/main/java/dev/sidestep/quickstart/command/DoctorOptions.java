package dev.sidestep.quickstart.command;

import java.nio.file.Path;

/**
 * What a person asked of {@code doctor}.
 *
 * @param data directory that the demo would keep its data in
 * @param shared directory of the data sets for training and evaluation
 * @param port of the demo's page
 */
public record DoctorOptions(Path data, Path shared, int port) {}
