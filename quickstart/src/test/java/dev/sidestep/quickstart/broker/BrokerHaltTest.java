package dev.sidestep.quickstart.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerHaltTest {
  @TempDir Path folder;

  @Test
  void aBrokerThatGivesUpForAnotherReasonDoesNotBlameTheDisk() {
    assertThat(halted(folder, "fault in the controller:\n epoch went back"))
        .startsWith(
            "sidestep: the broker gave up (fault in the controller: epoch went back, thread ")
        .contains("not for its disk: " + folder + " is writable with ")
        .endsWith(" MiB free; run again with --verbose to see its log, or give --data elsewhere")
        .doesNotContain("\n");
    assertThat(folder).as("the probe is gone").isEmptyDirectory();
  }

  @Test
  void aBrokerThatCannotWriteBlamesTheDisk() {
    Path gone = folder.resolve("gone");

    assertThat(halted(gone, "log dirs have failed"))
        .startsWith(
            "sidestep: the broker gave up (log dirs have failed): disk of "
                + gone
                + " is not writable (")
        .endsWith("): free some or give --data elsewhere")
        .doesNotContain("\n");
  }

  @Test
  void saysThatKafkaGaveNoReason() {
    assertThat(halted(folder, null)).contains("gave up (status 1, no message, thread ");
  }

  private static String halted(Path directory, @Nullable String message) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<Integer> codes = new ArrayList<>();
    Exit.setHaltProcedure(new BrokerHalt(directory, new PrintStream(err, true, UTF_8), codes::add));
    try {
      Exit.halt(1, message);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("halt");
    } finally {
      Exit.resetHaltProcedure();
    }
    assertThat(codes).as("the code of a machine that cannot run it").containsExactly(3);
    return err.toString(UTF_8).strip();
  }
}
