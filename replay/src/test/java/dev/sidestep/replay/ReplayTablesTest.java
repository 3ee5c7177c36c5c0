package dev.sidestep.replay;

import static dev.sidestep.testkit.ReplayedDevice.AT;
import static dev.sidestep.testkit.ReplayedDevice.forecast;
import static dev.sidestep.testkit.ReplayedDevice.warning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Action;
import dev.sidestep.contracts.Outcome;
import dev.sidestep.contracts.Outcome.Status;
import dev.sidestep.contracts.Plan;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.replay.recording.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTablesTest {
  @TempDir Path folder;

  @Test
  void eachRowSaysWhetherItIsSimulated() throws IOException {
    write(true, List.of(), Map.of());
    assertThat(lines("warnings.csv"))
        .containsExactly(
            "id,kind,target,issued_at,probability,eta_p10_s,eta_p50_s,eta_p90_s,verdict,source",
            "w1,thermal-throttle,device/replay/pi,2026-01-01T00:00:00Z,0.8,120,240,360,,simulated");
    assertThat(lines("forecasts.csv"))
        .containsExactly(
            "target,issued_at,horizon_s,p10,p50,p90,model,source",
            "device/replay/pi,2026-01-01T00:00:00Z,300,1.0,2.0,3.0,lstm,simulated");

    write(false, List.of(), Map.of());
    assertThat(lines("warnings.csv").get(1)).endsWith(",,measured");
    assertThat(lines("forecasts.csv").get(1)).endsWith(",lstm,measured");
  }

  @Test
  void aDecisionSaysHowItsMoveEnded() throws IOException {
    Outcome declined = outcome("p1", Status.DECLINED, 0, "no-remedy: all refused", "no-remedy");
    Outcome undone = outcome("p2", Status.INTENDED, 15, "needed: npu is fit", "needed");
    Outcome going = outcome("p3", Status.INTENDED, 30, "needed: npu is fit", "needed");
    write(
        true,
        List.of(declined, undone, going),
        Map.of(
            "p2", outcome("p2", Status.UNDONE, 90, "undone: answers differ", null),
            "p3", outcome("p3", Status.RUNNING, 60, "step 1 of 1 done", null)));

    assertThat(lines("decisions.csv"))
        .containsExactly(
            "plan,warning,decided_at,status,kind,from,to,why,reason,end,ended_at,end_reason",
            "p1,w1,2026-01-01T00:00:00Z,declined,none,,,no-remedy,no-remedy: all refused,,,",
            "p2,w1,2026-01-01T00:00:15Z,intended,move,pi,npu,needed,needed: npu is fit,"
                + "undone,2026-01-01T00:01:30Z,undone: answers differ",
            "p3,w1,2026-01-01T00:00:30Z,intended,move,pi,npu,needed,needed: npu is fit,"
                + "running,,step 1 of 1 done");
  }

  private void write(boolean simulated, List<Outcome> decisions, Map<String, Outcome> ends)
      throws IOException {
    ReplayTables.write(
        folder,
        new ReplayResult(
            Manifest.of("fan-failure", 7, simulated, Policy.defaults("demo", "default")),
            1,
            List.of(forecast()),
            List.of(warning()),
            decisions,
            ends,
            List.of()));
  }

  private List<String> lines(String table) throws IOException {
    return Files.readAllLines(folder.resolve(table));
  }

  /** A record of a plan, which was decided at once where the record is a decision. */
  private static Outcome outcome(
      String plan, Status status, int second, String reason, @Nullable String why) {
    boolean none = status == Status.DECLINED;
    return new Outcome(
        new Plan(
            plan,
            "w1",
            AT.plusSeconds(second),
            none ? Plan.Kind.NONE : Plan.Kind.MOVE,
            "minilm",
            none ? null : "pi",
            none ? null : "npu",
            none ? List.of() : List.of(new Action(Action.Type.DRAIN, "pi", 0, "nothing")),
            null,
            Duration.ZERO,
            null,
            List.of(),
            List.of(),
            "because"),
        Outcome.Mode.AUTOMATIC,
        status,
        AT.plusSeconds(second),
        List.of(),
        null,
        reason,
        why);
  }
}
