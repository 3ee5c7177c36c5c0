package dev.sidestep.remediator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.Outcome.Mode;
import dev.sidestep.remediator.act.MoveSettings;
import dev.sidestep.remediator.cluster.KubernetesSettings;
import dev.sidestep.remediator.cluster.ProbeSettings;
import dev.sidestep.remediator.decide.Pace;
import dev.sidestep.remediator.guard.Limits;
import dev.sidestep.remediator.place.PlacementSettings;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediatorPropertiesTest {
  @Test
  void namesAndDefaultsArePinned() throws ReflectiveOperationException {
    List<String> lines = new ArrayList<>();
    list("", RemediatorProperties.defaults(), lines);

    assertThat(lines)
        .containsExactly(
            "mode = OBSERVE",
            "cluster = local",
            "namespace = sidestep-demo",
            "limits.max-age = PT1M30S",
            "limits.storm-share = 0.5",
            "limits.storm-least = 3",
            "limits.hold-after-action = PT10M",
            "limits.margin-floor = 3.0",
            "placement.load-weight = 0.6",
            "placement.classes = 3 entries",
            "pace.shift-percents = [25, 50, 75, 100]",
            "pace.scale = PT1S",
            "pace.ready = PT20S",
            "pace.warm = PT5S",
            "pace.parity = PT3S",
            "pace.shift = PT6S",
            "pace.drain = PT10S",
            "move.scale-timeout = PT30S",
            "move.ready-timeout = PT3M",
            "move.warm-timeout = PT1M",
            "move.parity-timeout = PT30S",
            "move.shift-timeout = PT30S",
            "move.drain-timeout = PT2M",
            "move.undo-timeout = PT10M",
            "move.shift-hold = PT5S",
            "move.resume-within = PT10M",
            "move.conflict-retries = 5",
            "move.cosine-floor = 0.99",
            "move.golden-inputs = 5 entries",
            "probe.timeout = PT5S",
            "probe.max-body-bytes = 4194304",
            "kubernetes.master-url = ",
            "kubernetes.kubeconfig = ",
            "kubernetes.timeout = PT5S",
            "future-skew = PT30S",
            "records-back = 20000");
  }

  @Test
  void aBadValueIsRefusedByName() {
    RemediatorProperties good = RemediatorProperties.defaults();

    assertThatThrownBy(() -> good.of("my cluster", "ns"))
        .hasMessageContaining("remediator.cluster");
    assertThatThrownBy(() -> good.of("c", "")).hasMessageContaining("remediator.namespace");
    assertThatThrownBy(() -> new Limits(Duration.ZERO, 0.5, 3, Duration.ZERO, 3))
        .hasMessageContaining("limits.max-age");
    assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), 1.5, 3, Duration.ZERO, 3))
        .hasMessageContaining("limits.storm-share is 1.5");
    assertThatThrownBy(() -> new PlacementSettings(0.6, Map.of()))
        .hasMessageContaining("placement.classes has no CPU");
    assertThatThrownBy(() -> pace(50, 25, 100)).hasMessageContaining("pace.shift-percents");
    assertThatThrownBy(() -> pace(25, 50)).hasMessageContaining("must end with 100");
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(
            () -> new Pace(List.of(100), second, second, second, second, second, second.negated()))
        .hasMessage("pace.drain is PT-1S; it must be zero or longer");
    assertThatThrownBy(
            () ->
                new MoveSettings(
                    second,
                    second,
                    Duration.ZERO,
                    second,
                    second,
                    second,
                    second,
                    Duration.ZERO,
                    second,
                    5,
                    0.99,
                    List.of("golden")))
        .hasMessage("move.warm-timeout is PT0S; it must be longer than zero");
    assertThatThrownBy(() -> new ProbeSettings(Duration.ofSeconds(1), 10))
        .hasMessageContaining("probe.max-body-bytes");
    assertThatThrownBy(() -> new KubernetesSettings("ftp://x", "", Duration.ofSeconds(1)))
        .hasMessageContaining("kubernetes.master-url");
    assertThat(good.in(Mode.AUTOMATIC).mode()).isEqualTo(Mode.AUTOMATIC);
    assertThat(MoveSettings.defaults().goldenInputs()).isNotEmpty();
  }

  private static Pace pace(Integer... percents) {
    Duration second = Duration.ofSeconds(1);
    return new Pace(List.of(percents), second, second, second, second, second, second);
  }

  private static void list(String prefix, Record value, List<String> lines)
      throws ReflectiveOperationException {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      String name =
          prefix
              + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
      Object found = component.getAccessor().invoke(value);
      if (found instanceof Record nested) {
        list(name + ".", nested, lines);
      } else if (found instanceof Map<?, ?> map) {
        lines.add(name + " = " + map.size() + " entries");
      } else if (found instanceof List<?> texts && texts.get(0) instanceof String) {
        lines.add(name + " = " + texts.size() + " entries");
      } else {
        lines.add(name + " = " + found);
      }
    }
  }
}
