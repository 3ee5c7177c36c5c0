package dev.sidestep.testkit.planted.other;

import dev.sidestep.testkit.planted.pure.Impure;

/** Needs the package that needs it. */
public final class Loop {
  private Loop() {}

  public static Class<?> back() {
    return Impure.class;
  }
}
