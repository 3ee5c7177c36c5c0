package dev.sidestep.quickstart.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQueryTest {
  private static final PromQuery QUERY =
      new PromQuery(
          """
          sum by (kind) (increase(sidestep_a_total{result=~"hit|averted", job!="x"}[30m]))
            / ignoring(state) group_left sum(rate(sidestep_b_total[5m])) > 0.5
            and on (kind) time() - sidestep_c_seconds offset 5m > 120
          """);

  @Test
  void takesMetricNamesAndNothingElse() {
    assertThat(QUERY.metrics())
        .containsExactly("sidestep_a_total", "sidestep_b_total", "sidestep_c_seconds");
  }

  @Test
  void takesTheConditionsOnLabels() {
    assertThat(QUERY.conditions())
        .containsExactly(
            new PromQuery.Condition("sidestep_a_total", "result", "=~", "hit|averted"),
            new PromQuery.Condition("sidestep_a_total", "job", "!=", "x"));
    assertThat(QUERY.conditions().get(0).passes()).accepts("hit").rejects("missed", "hits");
    assertThat(QUERY.conditions().get(1).passes()).accepts("y").rejects("x");
  }
}
