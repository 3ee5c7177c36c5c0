package dev.sidestep.device;

import dev.sidestep.contracts.DeviceClass;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Devices by name. Phones and the edge box carry published fits to measured curves. The server
 * devices carry plausible values that nobody measured: power limits of the class, a thermal
 * resistance that puts a device at 40-75 % load 10-25 K (data-centre parts: 10-30 K) below its
 * slowdown temperature, and time constants of a die under a heatsink.
 */
public final class DevicePresets {
  public static final String DATACENTER_GPU = "datacenter-gpu-500w";
  public static final String INFERENCE_CARD = "inference-card-70w";
  public static final String NPU_CARD = "npu-card-70w";
  public static final String SERVER_CPU = "server-cpu-280w";
  public static final String EDGE_BOX = "edge-box-pi3b";
  public static final String PHONE_GPU = "phone-gpu";
  public static final String PHONE_NEURAL_ENGINE = "phone-neural-engine";

  /** Assumed. The inlet of a rack at the level of the cards: 35 °C makes the margins above. */
  public static final double SERVER_INLET_CELSIUS = 35;

  /** Assumed. The clock falls by 1 % for each kelvin too hot in a second. */
  private static final double SERVER_GAIN = 0.01;

  // Fit to an iPhone 17 Pro under 600 s of continuous decode, one body for both runs, air at 25 °C.
  private static final ThermalSpec PHONE = new ThermalSpec(6.4, 13, 6.4, 680);
  private static final GovernorSpec PHONE_GOVERNOR = new GovernorSpec(49.2, 3.7e-4, 0.40);

  // First heating of a Raspberry Pi 3B that passes 80 °C (6.4 K at 16 s, 24.0 K at 132 s). The step
  // of 4 W is assumed, and the idle power is what puts the fit's start, 51.7 °C, into air of 29 °C.
  private static final double EDGE_STEP_WATTS = 4;

  private static final Map<String, DeviceSpec> BY_NAME = new TreeMap<>();

  static {
    add(
        DATACENTER_GPU,
        DeviceClass.GPU,
        new ThermalSpec(0.04, 3, 0.06, 60),
        PowerSpec.of(60, 440),
        new GovernorSpec(87, SERVER_GAIN, 0.30),
        PStates.CONTINUOUS,
        12_000);
    add(
        INFERENCE_CARD,
        DeviceClass.GPU,
        new ThermalSpec(0.20, 3, 0.50, 120),
        PowerSpec.of(12, 60),
        new GovernorSpec(85, SERVER_GAIN, 0.35),
        PStates.CONTINUOUS,
        2_000);
    add(
        NPU_CARD,
        DeviceClass.NPU,
        new ThermalSpec(0.16, 4, 0.54, 140),
        PowerSpec.of(10, 62),
        new GovernorSpec(86, SERVER_GAIN, 0.35),
        PStates.evenly(0.35, 27),
        1_600);
    add(
        SERVER_CPU,
        DeviceClass.CPU,
        new ThermalSpec(0.09, 1.5, 0.13, 45),
        PowerSpec.of(60, 220),
        new GovernorSpec(97, SERVER_GAIN, 0.30),
        PStates.evenly(0.30, 29),
        1_200);
    add(
        EDGE_BOX,
        DeviceClass.CPU,
        ThermalSpec.ofStep(EDGE_STEP_WATTS, 6.4, 16, 24.0, 132),
        PowerSpec.of(3.0, EDGE_STEP_WATTS),
        new GovernorSpec(80, SERVER_GAIN, 0.50),
        PStates.evenly(0.50, 13),
        150);
    add(
        PHONE_GPU,
        DeviceClass.GPU,
        PHONE,
        PowerSpec.of(0.6, 11.7),
        PHONE_GOVERNOR,
        PStates.CONTINUOUS,
        42.0);
    add(
        PHONE_NEURAL_ENGINE,
        DeviceClass.NPU,
        PHONE,
        PowerSpec.of(0.6, 4.0),
        PHONE_GOVERNOR,
        PStates.CONTINUOUS,
        29.4);
  }

  private DevicePresets() {}

  /**
   * The preset of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static DeviceSpec byName(String name) {
    DeviceSpec spec = BY_NAME.get(name);
    if (spec == null) {
      throw new IllegalArgumentException(
          "device preset '" + name + "' does not exist; use one of " + names());
    }
    return spec;
  }

  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  private static void add(
      String name,
      DeviceClass deviceClass,
      ThermalSpec thermal,
      PowerSpec power,
      GovernorSpec governor,
      PStates pStates,
      double peak) {
    BY_NAME.put(name, new DeviceSpec(name, deviceClass, thermal, power, governor, pStates, peak));
  }
}
