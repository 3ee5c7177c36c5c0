package dev.sidestep.device;

/**
 * What an ideal sensor of the device would say.
 *
 * @param thermalMargin trip temperature less temperature, in kelvin; negative while too hot
 * @param clockRatio clock over the highest clock, 0..1
 * @param throttling whether heat, and not the power limit, lowers the clock
 */
public record DeviceReading(
    double temperatureCelsius,
    double thermalMargin,
    double clockRatio,
    double watts,
    boolean throttling) {}
