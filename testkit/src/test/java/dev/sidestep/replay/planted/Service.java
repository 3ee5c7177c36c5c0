package dev.sidestep.replay.planted;

/** Stands where a service stands. */
public final class Service {
  private Service() {}
}
