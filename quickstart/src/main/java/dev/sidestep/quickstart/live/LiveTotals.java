package dev.sidestep.quickstart.live;

import dev.sidestep.contracts.Target;
import dev.sidestep.quickstart.console.RunTotals;
import dev.sidestep.quickstart.report.RunResult;
import dev.sidestep.quickstart.run.PlannedMachine;
import dev.sidestep.quickstart.sandbox.HttpTraffic;
import dev.sidestep.quickstart.scenario.WorldPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a live run has cost: what the record has of an earlier process, and what came since. */
final class LiveTotals {
  private LiveTotals() {}

  static RunTotals of(RunTotals before, HttpTraffic.Account since, LiveNode node, int podsKilled) {
    Optional<Map.Entry<Target, Instant>> first =
        node.throttledAt().entrySet().stream().min(Map.Entry.comparingByValue());
    boolean earlier = before.throttledAt() != null;
    return new RunTotals(
        before.requests() + since.sent(),
        before.failed() + since.failed(),
        before.slow() + since.slow(),
        before.throughRealModel() + since.answered(),
        before.throttledSeconds() + node.throttledSeconds(),
        earlier ? before.throttledAt() : first.map(Map.Entry::getValue).orElse(null),
        earlier ? before.throttledDevice() : first.map(entry -> entry.getKey().name()).orElse(null),
        podsKilled);
  }

  static List<RunResult.Kill> kills(Optional<RunRecord> before, LiveNode node) {
    List<RunResult.Kill> kills = new ArrayList<>();
    before.ifPresent(run -> kills.addAll(run.kills()));
    kills.addAll(node.kills());
    return kills;
  }

  /** The run as reports want it. */
  static RunResult result(
      LiveWorld world, RunTotals totals, List<RunResult.Kill> kills, WorldPlan plan) {
    Map<Target, Instant> throttledAt = new TreeMap<>(world.node().throttledAt());
    Instant first = totals.throttledAt();
    if (first != null) {
      plan.devices().stream()
          .filter(device -> device.name().equals(totals.throttledDevice()))
          .forEach(device -> throttledAt.put(PlannedMachine.target(device), first));
    }
    return new RunResult(
        totals.throttledSeconds(),
        throttledAt,
        kills,
        new RunResult.Requests(
            Math.toIntExact(totals.requests()),
            Math.toIntExact(totals.throughRealModel()),
            Math.toIntExact(totals.failed()),
            null,
            Math.toIntExact(totals.slow())),
        world.story().warnings(),
        world.story().outcomes(),
        world.story().frames());
  }
}
