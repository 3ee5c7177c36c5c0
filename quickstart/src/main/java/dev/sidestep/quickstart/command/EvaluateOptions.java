package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import java.util.List;

/**
 * What a person asked of {@code evaluate}.
 *
 * @param suite which tasks, for example {@code s3a}
 * @param data directory of the data
 * @param split which runs are which
 * @param out directory that gets the exchange files
 * @param members who forecasts, by name
 * @param seeds an exchange file each
 */
public record EvaluateOptions(
    String suite, Path data, Path split, Path out, List<String> members, SeedRange seeds) {}
