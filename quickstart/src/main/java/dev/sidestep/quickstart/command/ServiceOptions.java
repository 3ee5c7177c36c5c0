package dev.sidestep.quickstart.command;

import java.nio.file.Path;

/**
 * What a person asked of {@code node}, {@code collector}, {@code predictor}, {@code remediator}.
 */
public record ServiceOptions(Path config) {}
