package dev.sidestep.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each record refuses what cannot be, and says field, value and rule. */
class RecordRefusalsTest {
  private static final Instant TICK = Examples.TICK;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Makes a record. */
  private interface Make {
    Object record();
  }

  static Stream<Arguments> bad() {
    return Stream.of(targets(), values(), forecasts(), warnings(), plans()).flatMap(cases -> cases);
  }

  private static Stream<Arguments> targets() {
    return Stream.of(
        refusal("cluster is ''", () -> Target.device("", "gpu-0", DeviceClass.GPU)),
        refusal("name is 'a/b'", () -> Target.device("lab", "a/b", DeviceClass.GPU)),
        refusal("name is '-a'", () -> Target.device("lab", "-a", DeviceClass.GPU)),
        refusal("target name is", () -> Target.device("lab", "x".repeat(254), DeviceClass.GPU)),
        refusal("namespace is ''", () -> Target.pod("lab", "", "p", "", null)),
        refusal("a NODE has none", () -> new Target(Target.Kind.NODE, "lab", "ns", "n", "", null)),
        refusal(
            "without a device class",
            () -> new Target(Target.Kind.DEVICE, "lab", "", "gpu-0", "", null)),
        refusal("254 characters", () -> Target.pod("lab", "ns", "p", "u".repeat(254), null)));
  }

  private static Stream<Arguments> values() {
    return Stream.of(
        refusal("hw.temperature of device/lab/gpu-0 is 201.0 Cel", () -> sample(201)),
        refusal("must lie in -60.0..200.0", () -> sample(Double.NaN)),
        refusal("is Infinity", () -> sample(Double.POSITIVE_INFINITY)),
        refusal("only a missing reading", () -> Reading.valid(Double.NaN, Source.MEASURED)),
        refusal("only a missing reading", () -> Reading.carried(1 / 0.0, Source.MEASURED)),
        refusal(
            "only a missing reading", () -> new Reading(Reading.State.MISSING, 0, Source.MEASURED)),
        refusal("multiple of PT15S", () -> frame(TICK.plusSeconds(1), Duration.ofSeconds(15))),
        refusal("at least one millisecond", () -> frame(TICK, Duration.ofNanos(5))),
        refusal("frame length is PT0S", () -> frame(TICK, Duration.ZERO)),
        refusal("frame length is PT-1S", () -> frame(TICK, Duration.ofSeconds(-1))));
  }

  private static Stream<Arguments> forecasts() {
    return Stream.of(
        refusal("horizon is PT0S", () -> new Quantiles(Duration.ZERO, 1, 2, 3)),
        refusal("p50 is NaN", () -> new Quantiles(MINUTE, 1, Double.NaN, 3)),
        refusal("must not fall", () -> new Quantiles(MINUTE, 3, 2, 1)),
        refusal("has no horizon", () -> forecast(List.of(), "m")),
        refusal("they must grow", () -> forecast(Collections.nCopies(2, quantiles(60)), "m")),
        refusal(
            "at most 255",
            () ->
                forecast(
                    IntStream.range(1, 300).mapToObj(RecordRefusalsTest::quantiles).toList(), "m")),
        refusal("model is blank", () -> forecast(List.of(quantiles(60)), " ")));
  }

  private static Stream<Arguments> warnings() {
    return Stream.of(
        refusal("id is blank", () -> warning("", 0.5, TICK)),
        refusal("probability is 1.1", () -> warning("w", 1.1, TICK)),
        refusal("probability is NaN", () -> warning("w", Double.NaN, TICK)),
        refusal("before it was raised", () -> warning("w", 0.5, TICK.plusSeconds(1))),
        refusal("must not fall", () -> new Eta(MINUTE, Duration.ZERO, MINUTE)),
        refusal(
            "must not be longer than PT24H",
            () -> new Eta(MINUTE, MINUTE, Duration.ofHours(2562047788015215L))),
        refusal("eta is PT-1M", () -> new Eta(MINUTE.negated(), MINUTE, MINUTE)),
        refusal("evidence name is blank", () -> new Evidence("", 1, "K", "s", Source.MEASURED)),
        refusal(
            "evidence value is NaN",
            () -> new Evidence("n", Double.NaN, "K", "s", Source.MEASURED)),
        refusal("evidence sentence", () -> new Evidence("n", 1, "K", "", Source.MEASURED)),
        refusal(
            "exactly a hit has one", () -> new Verdict(Verdict.Result.FALSE, TICK, MINUTE, "r")),
        refusal("exactly a hit has one", () -> new Verdict(Verdict.Result.HIT, TICK, null, "r")),
        refusal("verdict reason", () -> new Verdict(Verdict.Result.HIT, TICK, MINUTE, " ")));
  }

  private static Stream<Arguments> plans() {
    Plan none = Examples.declinedOutcome().plan();
    return Stream.of(
        refusal("subject is blank", () -> new Action(Action.Type.WARM, "", 0, "nothing")),
        refusal("action value is -1", () -> new Action(Action.Type.SCALE, "d", -1, "nothing")),
        refusal("action undo is blank", () -> new Action(Action.Type.SCALE, "d", 1, "")),
        refusal("exactly NONE has none", () -> plan("p", "w", Plan.Kind.MOVE, null, "r")),
        refusal("plan id", () -> plan("", "w", Plan.Kind.NONE, null, "r")),
        refusal("plan warning id", () -> plan("p", "", Plan.Kind.NONE, null, "r")),
        refusal("plan reason", () -> plan("p", "w", Plan.Kind.NONE, null, "")),
        refusal("expected margin is NaN", () -> plan("p", "w", Plan.Kind.NONE, Double.NaN, "r")),
        refusal("rejected option", () -> new Plan.Rejected("", "r")),
        refusal("rejection reason", () -> new Plan.Rejected("o", "")),
        refusal("variant model", () -> variant("", "v", "d", 1)),
        refusal("variant name", () -> variant("m", "", "d", 1)),
        refusal("variant device", () -> variant("m", "v", "", 1)),
        refusal("desired replicas is -1", () -> variant("m", "v", "d", -1)),
        refusal("parity checked is -1", () -> new Outcome.Parity(-1, 0)),
        refusal("parity equal is -1", () -> new Outcome.Parity(1, -1)),
        refusal(
            "outcome reason",
            () ->
                new Outcome(
                    none,
                    Outcome.Mode.OBSERVE,
                    Outcome.Status.DECLINED,
                    TICK,
                    List.of(),
                    null,
                    "")),
        refusal("topic prefix", () -> new Topics(" ")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void refuses(String says, Make bad) {
    assertThatIllegalArgumentException().isThrownBy(bad::record).withMessageContaining(says);
  }

  @Test
  void aFrameSaysMissingWhereItHasNoReading() {
    assertThat(Examples.frame().reading(Signal.POD_MEMORY)).isEqualTo(Reading.missing());
    assertThat(Reading.missing().present()).isFalse();
  }

  @Test
  void anOutcomeKnowsWhetherMoreWillCome() {
    assertThat(Examples.outcome().terminal()).isTrue();
    assertThat(Examples.declinedOutcome().terminal()).isTrue();
  }

  @Test
  void aWarningIsOpenUntilItIsJudged() {
    assertThat(Examples.warning().open()).isTrue();
    assertThat(Examples.judgedWarning().open()).isFalse();
  }

  @Test
  void targetsAreOrderedByKey() {
    assertThat(Stream.of(Examples.POD, Examples.GPU).sorted())
        .containsExactly(Examples.GPU, Examples.POD);
    assertThat(Examples.POD.key()).isEqualTo("pod/lab/demo/minilm-gpu-7d9f");
  }

  @Test
  void topicsShareAPrefix() {
    assertThat(new Topics("east.").all()).hasSize(6).allMatch(topic -> topic.startsWith("east."));
    assertThat(Topics.DEFAULT.compacted())
        .containsExactly("sidestep.warnings", "sidestep.outcomes");
  }

  private static Arguments refusal(String says, Make bad) {
    return arguments(says, bad);
  }

  private static Sample sample(double value) {
    return new Sample(Examples.GPU, Signal.DEVICE_TEMPERATURE, TICK, value, Source.MEASURED);
  }

  private static Frame frame(Instant tick, Duration length) {
    return new Frame(Examples.GPU, tick, length, Map.of());
  }

  private static Quantiles quantiles(int seconds) {
    return new Quantiles(Duration.ofSeconds(seconds), 1, 2, 3);
  }

  private static Forecast forecast(List<Quantiles> horizons, String model) {
    return new Forecast(Examples.GPU, Signal.THERMAL_MARGIN, TICK, horizons, model);
  }

  private static Warning warning(String id, double probability, Instant raisedAt) {
    Warning like = Examples.warning();
    return new Warning(
        id,
        like.kind(),
        like.target(),
        raisedAt,
        TICK,
        probability,
        like.eta(),
        like.evidence(),
        like.expiresAt(),
        like.remedy(),
        null);
  }

  private static Plan plan(
      String id, String warningId, Plan.Kind kind, Double margin, String reason) {
    return new Plan(
        id,
        warningId,
        TICK,
        kind,
        "minilm",
        null,
        null,
        List.of(),
        margin,
        Duration.ZERO,
        null,
        List.of(),
        List.of(),
        reason);
  }

  private static VariantState variant(String model, String name, String device, int desired) {
    return new VariantState(model, name, DeviceClass.CPU, device, desired, 0, 0, List.of());
  }
}
