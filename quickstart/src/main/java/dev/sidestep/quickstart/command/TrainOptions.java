package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of {@code train}.
 *
 * @param task which model, for example {@code thermal-margin}
 * @param data directory of recorded runs; null: simulated devices alone
 * @param out directory that gets the model and its card
 */
public record TrainOptions(String task, @Nullable Path data, Path out, long seed) {}
