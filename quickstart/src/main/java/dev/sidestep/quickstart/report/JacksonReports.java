package dev.sidestep.quickstart.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.sidestep.quickstart.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Reports as JSON: an object for one seed, an array of them for a sweep. */
public final class JacksonReports {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

  private JacksonReports() {}

  public static String json(Report report) {
    return text(report);
  }

  /**
   * Writes the file.
   *
   * @throws Failure when it cannot be written
   */
  public static void write(Path file, List<Report> reports) {
    try {
      Files.writeString(file, text(reports.size() == 1 ? reports.get(0) : reports) + "\n");
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Finds out before a long run whether its report can be written.
   *
   * @throws Failure when it cannot
   */
  public static void probe(Path file) {
    try {
      boolean there = Files.exists(file);
      Files.newOutputStream(
              file,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND)
          .close();
      if (!there) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static Failure unwritable(Path file, IOException e) {
    return Failure.couldNotRun(
        "report "
            + file
            + " cannot be written ("
            + e
            + "); give --report a file in a writable folder",
        e);
  }

  private static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report cannot be written as JSON", e);
    }
  }
}
