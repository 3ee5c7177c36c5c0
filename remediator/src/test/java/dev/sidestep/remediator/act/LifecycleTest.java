package dev.sidestep.remediator.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Outcome.Status;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  @Test
  void nothingFollowsAnEnd() {
    for (Status end : EnumSet.of(Status.DECLINED, Status.SUCCEEDED, Status.UNDONE, Status.FAILED)) {
      for (Status next : Status.values()) {
        assertThatThrownBy(() -> Lifecycle.move(end, next))
            .hasMessage("a plan cannot go from " + end + " to " + next);
      }
    }
  }

  @Test
  void everyOtherStateCanReachAnEnd() {
    Set<Status> undone = EnumSet.of(Status.UNDONE, Status.FAILED);
    for (Status begun : EnumSet.of(Status.INTENDED, Status.RUNNING)) {
      assertThat(Lifecycle.move(begun, Status.SUCCEEDED)).isEqualTo(Status.SUCCEEDED);
      assertThat(Lifecycle.move(begun, Status.UNDOING)).isEqualTo(Status.UNDOING);
      for (Status end : undone) {
        assertThatThrownBy(() -> Lifecycle.move(begun, end)).hasMessageContaining("cannot go");
      }
    }
    for (Status end : undone) {
      assertThat(Lifecycle.move(Status.UNDOING, end)).isEqualTo(end);
    }
    assertThatThrownBy(() -> Lifecycle.move(Status.UNDOING, Status.RUNNING))
        .as("undoing is not given up half-way")
        .hasMessageContaining("cannot go");
  }
}
