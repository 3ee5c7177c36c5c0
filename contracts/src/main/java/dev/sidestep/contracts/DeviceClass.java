package dev.sidestep.contracts;

/** The kind of processor a model variant runs on. */
public enum DeviceClass {
  CPU,
  GPU,
  NPU
}
