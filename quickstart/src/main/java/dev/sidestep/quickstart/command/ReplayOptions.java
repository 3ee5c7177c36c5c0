package dev.sidestep.quickstart.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of {@code replay}.
 *
 * @param inputs recorded directories, or CSV files of real devices
 * @param mapping for CSV: which column is which signal; null for recorded directories
 * @param report the folder of the report; null for none
 */
public record ReplayOptions(List<Path> inputs, @Nullable Path mapping, @Nullable Path report) {
  public ReplayOptions {
    inputs = List.copyOf(inputs);
  }
}
