package dev.sidestep.predictor.run;

import dev.sidestep.device.DeviceInput;
import dev.sidestep.device.DeviceModel;
import dev.sidestep.device.DevicePresets;
import dev.sidestep.device.DeviceReading;
import dev.sidestep.device.DeviceSpec;
import dev.sidestep.device.DeviceState;
import dev.sidestep.device.RandomDevices;
import dev.sidestep.predictor.feature.DeviceTick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An hour and a half in the life of a simulated device, with what went wrong in them. */
public record SimulatedRun(Run run, DeviceSpec device, SimulatedFault fault) {
  /** How long every run is. */
  public static final int SECONDS = 5400;

  private static final List<String> SERVER_DEVICES =
      List.of(
          DevicePresets.DATACENTER_GPU,
          DevicePresets.INFERENCE_CARD,
          DevicePresets.NPU_CARD,
          DevicePresets.SERVER_CPU);

  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * A run to learn from, in which everything is drawn: device, load, air, fault and sensor. A third
   * of the devices are servers', a sixth are other known ones, half are made up.
   */
  public static SimulatedRun any(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int lot = random.nextInt(6);
    SimulatedFault fault = SimulatedFault.any(random, SECONDS);
    if (lot < 2) {
      SimulatedLoad load = SimulatedLoad.served(random, 0.2, 0.9);
      double ambient = Draw.uniform(random, 24, 40);
      return of(preset(SERVER_DEVICES, random), fault, load, ambient, random);
    }
    DeviceSpec device =
        lot == 2
            ? preset(DevicePresets.names(), random)
            : new RandomDevices(random.nextLong()).next();
    SimulatedLoad load = SimulatedLoad.any(random);
    return of(device, fault, load, Draw.uniform(random, 16, 40), random);
  }

  /**
   * A run of a server's device under a served model's load, healthy at first and some 10 to 30 K
   * from its limit.
   */
  public static SimulatedRun server(SimulatedFault.Kind kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DeviceSpec device = preset(SERVER_DEVICES, random);
    SimulatedFault fault = SimulatedFault.of(kind, random, SECONDS);
    SimulatedLoad load = SimulatedLoad.served(random, 0.4, 0.75);
    return of(device, fault, load, Draw.uniform(random, 30, 37), random);
  }

  private static DeviceSpec preset(List<String> names, SplittableRandom random) {
    DeviceSpec preset = DevicePresets.byName(names.get(random.nextInt(names.size())));
    return preset.withSink(Draw.uniform(random, 0.85, 1.2));
  }

  /** A run of a given device under a given load and fault, in air of that mean temperature. */
  static SimulatedRun of(
      DeviceSpec device,
      SimulatedFault fault,
      SimulatedLoad load,
      double ambient,
      SplittableRandom random) {
    DeviceModel model = new DeviceModel(device);
    SimulatedSensor sensor = new SimulatedSensor(random, device.governor().tripCelsius());
    boolean queues = random.nextBoolean();
    double sway = Draw.uniform(random, 0, 2.5);
    double swayPeriod = Draw.logUniform(random, 1200, 14_400);
    DeviceState state = start(model, ambient, random);
    double clock = model.read(state, DeviceInput.healthy(0.5, ambient)).clockRatio();
    double[] margins = new double[SECONDS];
    List<DeviceTick> ticks = new ArrayList<>();
    Sums sums = new Sums();
    for (int second = 0; second < SECONDS; second++) {
      double demand = load.next() * fault.demandFactor(second);
      // work that waits keeps a slowed device busy for longer
      double busy = Math.min(1, queues ? demand / Math.max(0.1, clock) : demand);
      double air = ambient + sway * Math.sin(2 * Math.PI * second / swayPeriod);
      DeviceInput input = fault.input(second, busy, air);
      state = model.step(state, input, SECOND);
      DeviceReading truth = model.read(state, input);
      clock = truth.clockRatio();
      margins[second] = sensor.margin(truth);
      sums.add(busy, truth);
      if ((second + 1) % Run.TICK_SECONDS == 0) {
        ticks.add(sums.tick(sensor, margins[second], input.powerLimitRatio()));
        sums = new Sums();
      }
    }
    return new SimulatedRun(
        new Run(device.name(), ticks, Run.TICK_SECONDS - 1, margins), device, fault);
  }

  private static DeviceState start(DeviceModel model, double ambient, SplittableRandom random) {
    double level = random.nextDouble();
    return random.nextInt(5) < 2
        ? DeviceState.COLD
        : model.settled(DeviceInput.healthy(level, ambient));
  }

  private static final class Sums {
    private double load;
    private double clock;
    private double throttled;
    private double watts;

    void add(double busy, DeviceReading truth) {
      load += busy;
      clock += truth.clockRatio();
      throttled += truth.throttling() ? 1 : 0;
      watts += truth.watts();
    }

    DeviceTick tick(SimulatedSensor sensor, double margin, double cap) {
      double n = Run.TICK_SECONDS;
      return sensor.tick(margin, load / n, clock / n, throttled / n, cap, watts / n);
    }
  }
}
