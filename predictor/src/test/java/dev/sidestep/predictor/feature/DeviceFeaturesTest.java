package dev.sidestep.predictor.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceFeaturesTest {
  private static final double TICK = 15;

  @Test
  void everyFeatureHasAName() {
    DeviceFeatures device = new DeviceFeatures(TICK);
    device.add(tick(20, 80, 0.5));
    assertThat(device.values()).hasSameSizeAs(DeviceFeatures.NAMES.toArray());
  }

  @Test
  void aDeviceThatReportsLittleGetsNeutralFeatures() {
    DeviceFeatures device = new DeviceFeatures(TICK);
    device.add(tick(20, 80, 0.5));
    assertThat(value(device, "clock-lost")).isZero();
    assertThat(value(device, "throttling")).isZero();
    assertThat(value(device, "power-limit-lost")).isZero();
    assertThat(value(device, "power-above-900s")).isZero();
  }

  @Test
  void ticksBeforeTheFirstMarginLeaveNoTrace() {
    DeviceFeatures device = new DeviceFeatures(TICK);
    device.add(DeviceTick.SILENT);
    assertThat(device.ticks()).isZero();
  }

  @Test
  void aSilentTickCarriesTheMarginAndSaysSo() {
    DeviceFeatures device = new DeviceFeatures(TICK);
    device.add(tick(20, 80, 0.5));
    device.add(DeviceTick.SILENT);
    device.add(DeviceTick.SILENT);
    assertThat(device.margin()).isEqualTo(20);
    assertThat(device.staleTicks()).isEqualTo(2);
    assertThat(value(device, "staleness")).isEqualTo(0.5f);
    device.add(tick(19, 80, 0.5));
    assertThat(value(device, "staleness")).isZero();
  }

  @Test
  void aLimitThatMovesIsNoHeat() {
    DeviceFeatures moved = new DeviceFeatures(TICK);
    DeviceFeatures stayed = new DeviceFeatures(TICK);
    for (int i = 0; i < 30; i++) {
      moved.add(tick(20, 80, 0.5));
      stayed.add(tick(20, 80, 0.5));
    }
    moved.add(tick(13, 73, 0.5));
    stayed.add(tick(20, 80, 0.5));
    for (String difference :
        new String[] {
          "margin-change-1", "margin-change-20", "margin-above-300s", "kernel-surprise"
        }) {
      assertThat(value(moved, difference))
          .as(difference)
          .isCloseTo(value(stayed, difference), within(1e-4f));
    }
    assertThat(value(moved, "margin")).isLessThan(value(stayed, "margin"));
  }

  @Test
  void aSlowedClockMeansLessHeatAtTheSameUse() {
    DeviceFeatures full = new DeviceFeatures(TICK);
    DeviceFeatures slowed = new DeviceFeatures(TICK);
    full.add(new DeviceTick(20, 80, 0.8, 1, 0, 1, 100, true));
    slowed.add(new DeviceTick(20, 80, 0.8, 0.6, 0, 0.7, 100, true));
    assertThat(value(slowed, "heat")).isLessThan(value(full, "heat"));
    assertThat(value(slowed, "power-limit-lost")).isCloseTo(0.3f, within(1e-6f));
  }

  @Test
  void staysFiniteAndCalmOverDays() {
    DeviceFeatures device = new DeviceFeatures(TICK);
    Random random = new Random(11);
    double margin = 20;
    for (int i = 0; i < 20_000; i++) {
      double load = random.nextDouble();
      margin += 0.1 * (40 - 45 * load - margin) + 0.2 * random.nextGaussian();
      device.add(random.nextInt(50) == 0 ? DeviceTick.SILENT : tick(margin, 80, load));
    }
    for (float value : device.values()) {
      assertThat(value).isFinite().isBetween(-20f, 20f);
    }
  }

  private static float value(DeviceFeatures device, String name) {
    return device.values()[DeviceFeatures.NAMES.indexOf(name)];
  }

  private static DeviceTick tick(double margin, double limit, double load) {
    double unknown = Double.NaN;
    return new DeviceTick(margin, limit, load, unknown, unknown, unknown, unknown, true);
  }
}
