package dev.sidestep.quickstart.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A family of worlds: ranges and choices that a seed settles with {@link #resolve}. Times count
 * from the start of the run.
 *
 * @param name what {@code --scenario} calls it
 */
public record Scenario(
    String name,
    String title,
    Span duration,
    List<Device> devices,
    Model model,
    Traffic traffic,
    List<FaultChoice> faults) {

  /** Stands for the device that serves at the start. */
  static final String SERVING = "serving";

  /** Stands for any device that does not serve at the start. */
  static final String OTHER = "other";

  /** A device: how badly cooled (1 is usual), its speed at full clock, its inlet in °C. */
  record Device(String name, String preset, Range sinkFactor, Range tokensPerSecond, Range inlet) {}

  /** The model, and the devices of which one serves at the start. */
  record Model(String name, List<String> servesOn, Span startup, Range memoryLimitMib) {}

  /** The load in requests a second, its burstiness (1 as in the trace) and its swings. */
  record Traffic(Range requestsPerSecond, Range burstiness, List<Swing> swings) {}

  /** A change of the load; {@code lasts} includes both ramps. */
  record Swing(double chance, Span at, Span lasts, Range factor, Span ramp) {}

  /** One fault of several, each as likely as its weight says. */
  record FaultChoice(List<Fault> choices) {}

  /**
   * A fault that comes with a chance.
   *
   * @param weight against the other faults of its choice
   * @param device devices of which one is drawn; {@link #SERVING} and {@link #OTHER} among them
   * @param lasts empty where it lasts to the end
   */
  record Fault(
      double weight,
      double chance,
      FaultKind kind,
      List<String> device,
      Span at,
      Range severity,
      Span ramp,
      Optional<Span> lasts) {}

  /** The world that the seed makes of this scenario; the same seed makes the same world. */
  public WorldPlan resolve(long seed) {
    Draws draws = new Draws(name, seed);
    Duration duration = draws.duration("duration", this.duration);
    List<WorldPlan.Device> planned =
        devices.stream()
            .map(
                device ->
                    new WorldPlan.Device(
                        device.name(),
                        device.preset(),
                        draws.number(device.name() + ".sink-factor", device.sinkFactor()),
                        draws.number(
                            device.name() + ".tokens-per-second", device.tokensPerSecond()),
                        draws.number(device.name() + ".inlet", device.inlet())))
            .toList();
    String serving = draws.oneOf("model.serves-on", model.servesOn());
    return new WorldPlan(
        name,
        title,
        seed,
        duration,
        planned,
        new WorldPlan.Model(
            model.name(),
            serving,
            draws.duration("model.start", model.startup()),
            Math.round(draws.number("model.memory-limit-mib", model.memoryLimitMib()) * (1 << 20))),
        traffic(draws),
        faults(draws, serving, duration));
  }

  private WorldPlan.Traffic traffic(Draws draws) {
    List<WorldPlan.Swing> swings = new ArrayList<>();
    for (int i = 0; i < traffic.swings().size(); i++) {
      Swing swing = traffic.swings().get(i);
      String path = "swings[" + i + "].";
      if (draws.happens(path + "chance", swing.chance())) {
        swings.add(
            new WorldPlan.Swing(
                draws.duration(path + "at", swing.at()),
                draws.duration(path + "lasts", swing.lasts()),
                draws.number(path + "factor", swing.factor()),
                draws.duration(path + "ramp", swing.ramp())));
      }
    }
    return new WorldPlan.Traffic(
        draws.number("traffic.requests-per-second", traffic.requestsPerSecond()),
        draws.number("traffic.burstiness", traffic.burstiness()),
        swings);
  }

  private List<WorldPlan.Fault> faults(Draws draws, String serving, Duration duration) {
    List<WorldPlan.Fault> planned = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      List<Fault> choices = faults.get(i).choices();
      String path = "faults[" + i + "].";
      Fault fault =
          choices.get(
              draws.weighted(path + "one-of", choices.stream().map(Fault::weight).toList()));
      if (draws.happens(path + "chance", fault.chance())) {
        planned.add(
            new WorldPlan.Fault(
                fault.kind(),
                device(
                    draws, path + "device", draws.oneOf(path + "device", fault.device()), serving),
                draws.duration(path + "at", fault.at()),
                draws.number(path + "severity", fault.severity()),
                draws.duration(path + "ramp", fault.ramp()),
                fault.lasts().map(span -> draws.duration(path + "lasts", span)).orElse(duration)));
      }
    }
    return planned;
  }

  private String device(Draws draws, String path, String on, String serving) {
    return switch (on) {
      case SERVING -> serving;
      case OTHER ->
          draws.oneOf(
              path + ".other",
              devices.stream().map(Device::name).filter(name -> !name.equals(serving)).toList());
      default -> on;
    };
  }
}
