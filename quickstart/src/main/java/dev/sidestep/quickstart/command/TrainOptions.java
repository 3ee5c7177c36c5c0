package dev.sidestep.quickstart.command;

import java.nio.file.Path;

/**
 * What a person asked of {@code train}.
 *
 * @param task which model, for example {@code thermal}
 * @param data directory of the training data
 * @param out directory that gets the model and its card
 */
public record TrainOptions(String task, Path data, Path out, long seed) {}
