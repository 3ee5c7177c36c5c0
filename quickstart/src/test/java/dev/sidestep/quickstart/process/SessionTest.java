package dev.sidestep.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final List<String> closed = new ArrayList<>();
  private final Session session = new Session(new PrintWriter(new StringWriter()), false);

  @Test
  void closesTheLastPartFirstAndEachOnce() {
    session.closing("broker", () -> closed.add("broker"));
    session.closing("collector", () -> closed.add("collector"));
    session.close();
    session.close();
    assertThat(closed).containsExactly("collector", "broker");
  }

  @Test
  void aPartThatFailsToCloseDoesNotKeepTheOthersOpen() {
    session.closing("broker", () -> closed.add("broker"));
    session.closing(
        "bad",
        () -> {
          throw new IllegalStateException("no");
        });
    session.close();
    assertThat(closed).containsExactly("broker");
  }

  @Test
  void aPartThatComesAfterTheEndIsClosedAndTheStartGivenUp() {
    session.close();
    assertThatThrownBy(() -> session.closing("late", () -> closed.add("late")))
        .isInstanceOf(Session.EndedException.class);
    assertThat(closed).containsExactly("late");
  }

  @Test
  void tellsThatTheEndIsNear() {
    assertThat(session.awaitEnd(Duration.ZERO)).isFalse();
    session.end();
    assertThat(session.isEnding()).isTrue();
    assertThat(session.awaitEnd(Duration.ofDays(1))).isTrue();
    session.awaitEnd();
  }
}
