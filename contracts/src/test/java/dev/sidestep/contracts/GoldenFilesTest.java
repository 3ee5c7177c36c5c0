package dev.sidestep.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The wire formats, pinned. The golden files were written by schema version 1.0 and stay as they
 * are; a new version writes files of its own beside them. {@code -Dgolden.write=true} writes those
 * that are missing.
 */
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  @BeforeAll
  static void writeMissingFiles() throws IOException {
    if (!Boolean.getBoolean("golden.write")) {
      return;
    }
    Files.createDirectories(GOLDEN);
    for (Codec codec : Codec.values()) {
      Path file = GOLDEN.resolve(codec.goldenFile);
      if (Files.notExists(file)) {
        Files.write(file, codec.encode());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatVersionOneWrote(Codec codec) throws IOException {
    assertThat(codec.decode(golden(codec))).isEqualTo(codec.example);
  }

  @ParameterizedTest
  @EnumSource
  void writesTheSameBytes(Codec codec) throws IOException {
    byte[] golden = golden(codec);
    if (codec.json()) {
      assertThat(new String(codec.encode(), UTF_8)).isEqualTo(new String(golden, UTF_8));
    }
    assertThat(codec.encode()).isEqualTo(golden);
  }

  private static byte[] golden(Codec codec) throws IOException {
    return Files.readAllBytes(GOLDEN.resolve(codec.goldenFile));
  }
}
