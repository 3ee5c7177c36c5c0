package dev.sidestep.predictor.heat;

import java.util.ArrayList;
import java.util.List;

/**
 * How loads of other devices behave on each side of one half.
 *
 * @param lowLoad mean of the load while it is low, 0..1
 * @param highLoad mean while it is high, 0..1
 * @param lowPhases steps that each low phase lasted, one or more
 * @param highPhases steps that each high phase lasted, one or more
 * @param meanPhase steps, over phases of both sides
 * @param meanLoad 0..1, each device counting alike
 */
record LoadHabits(
    double lowLoad,
    double highLoad,
    List<Integer> lowPhases,
    List<Integer> highPhases,
    double meanPhase,
    double meanLoad) {
  LoadHabits {
    lowPhases = List.copyOf(lowPhases);
    highPhases = List.copyOf(highPhases);
  }

  static LoadHabits of(List<HeatTrace> traces) {
    double[] sums = new double[2];
    long[] counts = new long[2];
    List<List<Integer>> phases = List.of(new ArrayList<>(), new ArrayList<>());
    double meanLoads = 0;
    int longest = 1;
    int all = 0;
    for (HeatTrace trace : traces) {
      Phases seen = new Phases();
      double sum = 0;
      for (int step = 0; step < trace.length(); step++) {
        seen.add(trace.load(step));
        int side = seen.high() ? 1 : 0;
        sums[side] += trace.load(step);
        counts[side]++;
        sum += trace.load(step);
        if (seen.ended() > 0) {
          phases.get(1 - side).add(seen.ended());
        }
      }
      meanLoads += sum / trace.length();
      longest = Math.max(longest, trace.length());
      all += seen.begun();
    }
    phases.get(0).addAll(phases.get(0).isEmpty() ? List.of(longest) : List.of());
    phases.get(1).addAll(phases.get(1).isEmpty() ? List.of(longest) : List.of());
    return new LoadHabits(
        counts[0] == 0 ? 0 : sums[0] / counts[0],
        counts[1] == 0 ? 1 : sums[1] / counts[1],
        phases.get(0),
        phases.get(1),
        (double) (counts[0] + counts[1]) / all,
        meanLoads / traces.size());
  }
}
