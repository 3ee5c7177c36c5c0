package dev.sidestep.node.device;

import dev.sidestep.contracts.Sample;
import dev.sidestep.contracts.Signal;
import dev.sidestep.contracts.Source;
import dev.sidestep.contracts.Target;
import dev.sidestep.device.DeviceInput;
import dev.sidestep.device.DeviceModel;
import dev.sidestep.device.DeviceReading;
import dev.sidestep.device.DeviceState;
import dev.sidestep.node.fault.FaultSchedule;
import dev.sidestep.node.pod.TwinLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A device that is physics only: the work of its line heats it, and its clock slows the work. */
public final class TwinDevice implements NodeDevice {
  /**
   * Where a twin stands.
   *
   * @param ambientCelsius the air at its inlet while nothing is wrong
   * @param startLoad the load it comes from, 0..1
   * @param sensorNoiseKelvin standard deviation of its temperature sensor
   * @param seed of that noise
   */
  public record Setting(
      double ambientCelsius, double startLoad, double sensorNoiseKelvin, long seed) {}

  private final Target target;
  private final DeviceModel model;
  private final Setting setting;
  private final FaultSchedule faults;
  private final Instant origin;
  private final SplittableRandom noise;
  private final TwinLine line;
  private DeviceState state;
  private DeviceReading reading;
  private Instant now;
  private long throttledSeconds;

  /**
   * A twin that begins at an instant.
   *
   * @param faults by the target's name
   */
  public TwinDevice(
      Target target, DeviceModel model, Setting setting, FaultSchedule faults, Instant origin) {
    this.target = target;
    this.model = model;
    this.setting = setting;
    this.faults = faults;
    this.origin = origin;
    this.now = origin;
    this.noise = new SplittableRandom(setting.seed() * 31 + target.key().hashCode());
    DeviceInput before = DeviceInput.healthy(setting.startLoad(), setting.ambientCelsius());
    this.state = model.settled(before);
    this.reading = model.read(state, before);
    this.line = new TwinLine(this::tokensPerSecond);
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Source source() {
    return Source.SIMULATED;
  }

  @Override
  public TwinLine line() {
    return line;
  }

  @Override
  public List<Sample> second(Instant end) {
    DeviceInput input = input(line.load(now, end), Duration.between(origin, end));
    state = model.step(state, input, Duration.between(now, end));
    reading = model.read(state, input);
    now = end;
    if (reading.throttling()) {
      throttledSeconds++;
    }
    return samples(input);
  }

  @Override
  public Map<String, Boolean> probes() {
    return Map.of();
  }

  @Override
  public long throttledSeconds() {
    return throttledSeconds;
  }

  private double tokensPerSecond() {
    return model.tokensPerSecond(reading.clockRatio());
  }

  private DeviceInput input(double load, Duration elapsed) {
    String name = target.name();
    return new DeviceInput(
        load,
        setting.ambientCelsius() + faults.inletRise(name, elapsed),
        faults.airflowFactor(name, elapsed),
        faults.powerLimitRatio(name, elapsed));
  }

  private List<Sample> samples(DeviceInput input) {
    double error = setting.sensorNoiseKelvin() * noise.nextGaussian();
    double limit = model.spec().governor().tripCelsius();
    return List.of(
        sample(Signal.DEVICE_TEMPERATURE, reading.temperatureCelsius() + error),
        sample(Signal.DEVICE_TEMPERATURE_LIMIT, limit),
        sample(Signal.THERMAL_MARGIN, reading.thermalMargin() - error),
        sample(Signal.DEVICE_POWER, reading.watts()),
        sample(Signal.DEVICE_UTILIZATION, input.load()),
        sample(Signal.DEVICE_CLOCK_RATIO, reading.clockRatio()),
        sample(Signal.DEVICE_THERMAL_THROTTLING, reading.throttling() ? 1 : 0),
        sample(Signal.DEVICE_POWER_LIMIT_RATIO, input.powerLimitRatio()));
  }

  private Sample sample(Signal signal, double value) {
    return new Sample(target, signal, now, value, Source.SIMULATED);
  }
}
