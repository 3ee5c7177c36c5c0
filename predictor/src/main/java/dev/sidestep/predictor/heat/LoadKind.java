package dev.sidestep.predictor.heat;

/**
 * By what a moment of a load is likened to moments of other loads, when their futures are taken for
 * its own.
 */
enum LoadKind {
  /** Loads that jump about: the level and, roughly, how long it has lasted. */
  LEVEL(5 * LoadKind.LEVEL_AGES) {
    @Override
    int state(Moment moment) {
      int age = moment.levelAge() < 4 ? 0 : moment.levelAge() < 9 ? 1 : 2;
      return LEVEL_AGES * moment.level() + age;
    }

    @Override
    boolean alike(int state, Moment moment) {
      return state(moment) == state;
    }
  },

  /** Loads that stay on a side of one half for long: the side and how long it has lasted. */
  PHASE(2 * LoadKind.PHASE_BINS) {
    @Override
    int state(Moment moment) {
      int bin = Math.min(moment.sideAge() / PHASE_BIN, PHASE_BINS - 1);
      return (moment.high() ? PHASE_BINS : 0) + bin;
    }

    @Override
    boolean alike(int state, Moment moment) {
      int centre = PHASE_BIN * (state % PHASE_BINS) + PHASE_BIN / 2;
      int age = Math.min(moment.sideAge(), PHASE_BINS * PHASE_BIN - PHASE_BIN / 2 - 1);
      return moment.high() == state >= PHASE_BINS && Math.abs(age - centre) <= PHASE_REACH;
    }
  };

  private static final int LEVEL_AGES = 3;
  private static final int PHASE_BINS = 45;

  /** Steps in a bin of a phase's age. */
  private static final int PHASE_BIN = 10;

  /** How many steps from a bin's centre count as alike. */
  private static final int PHASE_REACH = 12;

  private final int states;

  LoadKind(int states) {
    this.states = states;
  }

  /** What was sensed of a load at a step. */
  record Moment(int level, int levelAge, boolean high, int sideAge) {
    static Moment of(LoadSense sense) {
      return new Moment(sense.level(), sense.levelAge(), sense.high(), sense.sideAge());
    }
  }

  /** How many states there are. */
  int states() {
    return states;
  }

  /** The state of a moment, from 0. */
  abstract int state(Moment moment);

  /** Whether the future of a moment may stand for those of a state. */
  abstract boolean alike(int state, Moment moment);
}
