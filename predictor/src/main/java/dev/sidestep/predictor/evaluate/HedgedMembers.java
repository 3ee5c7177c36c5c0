package dev.sidestep.predictor.evaluate;

import dev.sidestep.predictor.expert.Hedge;
import dev.sidestep.predictor.heat.HeatOutcome;
import dev.sidestep.predictor.run.RecordedRun;
import java.util.ArrayList;
import java.util.List;

/** All members vote on each run and horizon, weighed by how right they have lately been there. */
final class HedgedMembers implements ThermalMember {
  private static final double HALF_LIFE_ROWS = 300;
  private static final double RATE = 10;

  private final List<ThermalMember> members;

  HedgedMembers(List<ThermalMember> members) {
    this.members = List.copyOf(members);
  }

  @Override
  public String name() {
    return String.join("+", members.stream().map(ThermalMember::name).toList());
  }

  @Override
  public Fitted fit(List<OpenRun> open) {
    List<Fitted> fitted = members.stream().map(member -> member.fit(open)).toList();
    if (fitted.size() == 1) {
      return fitted.get(0);
    }
    return (run, group, horizons) -> {
      List<List<List<HeatOutcome>>> opinions =
          fitted.stream().map(member -> member.forecasts(run, group, horizons)).toList();
      List<List<HeatOutcome>> forecasts = new ArrayList<>();
      for (int row = 0; row < run.load().length; row++) {
        forecasts.add(new ArrayList<>());
      }
      for (int h = 0; h < horizons.size(); h++) {
        vote(run, h, horizons.get(h), opinions, forecasts);
      }
      return forecasts;
    };
  }

  private static void vote(
      RecordedRun run,
      int h,
      int seconds,
      List<List<List<HeatOutcome>>> opinions,
      List<List<HeatOutcome>> forecasts) {
    Hedge hedge = new Hedge(opinions.size(), HALF_LIFE_ROWS, RATE, seconds);
    for (int row = 0; row < forecasts.size(); row++) {
      List<HeatOutcome> made = row < seconds ? List.of() : at(opinions, row - seconds, h);
      if (!made.isEmpty()) {
        double excess = run.celsius()[row] - run.limitCelsius();
        hedge.learn(made.stream().mapToDouble(m -> Math.abs(m.p50() - excess)).toArray());
      }
      List<HeatOutcome> now = at(opinions, row, h);
      if (!now.isEmpty()) {
        forecasts.get(row).add(mean(now, hedge.weights()));
      }
    }
  }

  /** What all members say; empty until each of them says something. */
  private static List<HeatOutcome> at(List<List<List<HeatOutcome>>> opinions, int row, int h) {
    List<HeatOutcome> said = new ArrayList<>();
    for (List<List<HeatOutcome>> member : opinions) {
      if (member.get(row).size() > h) {
        said.add(member.get(row).get(h));
      }
    }
    return said.size() == opinions.size() ? said : List.of();
  }

  private static HeatOutcome mean(List<HeatOutcome> outcomes, double[] weights) {
    double[] sums = new double[4];
    for (int i = 0; i < weights.length; i++) {
      HeatOutcome one = outcomes.get(i);
      sums[0] += weights[i] * one.p10();
      sums[1] += weights[i] * one.p50();
      sums[2] += weights[i] * one.p90();
      sums[3] += weights[i] * one.reaching();
    }
    return new HeatOutcome(outcomes.get(0).seconds(), sums[0], sums[1], sums[2], sums[3]);
  }
}
