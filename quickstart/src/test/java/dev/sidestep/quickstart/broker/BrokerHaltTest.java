package dev.sidestep.quickstart.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerHaltTest {
  @TempDir Path folder;

  @Test
  void aBrokerThatCannotWriteSaysSoAndEndsWithTheCodeOfAMachineThatCannotRunIt() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<Integer> codes = new ArrayList<>();
    Exit.setHaltProcedure(new BrokerHalt(folder, new PrintStream(err, true, UTF_8), codes::add));
    try {
      Exit.halt(1, "log dirs have failed");
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageContaining("halt");
    } finally {
      Exit.resetHaltProcedure();
    }
    assertThat(codes).containsExactly(3);
    assertThat(err.toString(UTF_8).strip())
        .startsWith("sidestep: disk of " + folder + " is full or cannot be written (")
        .endsWith(" MiB free): free some or give --data elsewhere")
        .doesNotContain("\n");
  }
}
