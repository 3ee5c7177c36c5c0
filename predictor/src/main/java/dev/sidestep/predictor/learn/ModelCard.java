package dev.sidestep.predictor.learn;

import dev.sidestep.predictor.network.ThermalModel;

/** What a user of a model must know: made of what, how good, and where not. */
record ModelCard(
    ThermalModel model,
    ThermalTraining.Request request,
    RecordedRuns recorded,
    String errors,
    String warnings) {

  String text() {
    return """
        # Model card: %s

        Forecasts a device's signed thermal margin (kelvin to its own slowdown temperature) 60, 120, 300 and
        900 s ahead as P10, P50 and P90, and the probability that the margin reaches zero on the way. Input:
        one frame of 15 s a step; temperature and limit (or margin) and utilization, and where there are such,
        clock ratio, throttling, power limit and power. At least 8 frames must have been seen.

        ## How it was made

        * Network: DL4J LSTM, %d units; its state and its input both feed the outputs. Pinball loss on the
          quantiles, cross entropy on the crossings.
        * Data: %d simulated devices of %d minutes each (two-node heat model with governor, of all classes, under
          loads of many kinds; airflow, inlet, power-cap and surge faults in more than half of them), seed %d.
        %s* Bands: stretched a side and horizon on simulated devices and recorded runs that the network did not see.
        * Command: `./sidestep train --task thermal-margin%s --out DIR --seed %d`. The same seed gives the same
          bytes on the same kind of processor (OpenBLAS picks its kernel by processor; the environment variable
          `OPENBLAS_CORETYPE=Haswell` fixes it on x86-64).

        ## Held-back figures: mean absolute error of the P50, kelvin

        No figure here is from a run or a simulated device that was learnt from or calibrated on; the recorded runs
        are all of one device, in other cases and rooms. Simulated lines: %d devices each.
        `predict_linear` is the line through the last 5 minutes; the ridge and the RC fit learnt from the recorded
        training runs and %d simulated ones; the RC fit follows each device on-line. "In P10-P90" should be 0.80;
        Brier is that of the crossing probability, climatology that of always saying the base rate.
        The smallest error of a line is bold.

        %s

        ## Is a failing server seen coming?

        %d simulated server devices a line, 10 to 30 K from their limit at first. Alarm: probability of a crossing
        within 15 minutes at 0.5 or more, at one look; for `predict_linear`, the line reaches zero within 15 minutes.
        Alarms less than 5 minutes apart are one, counted once for every started 15 minutes. Warned: an alarm less
        than 5 minutes old at the first crossing began 60 s or more before it, and at most 15 minutes.
        ETA: that of the second look in a row (at which the product warns) which a first crossing followed within
        15 minutes; one event in ten should come before its P10. A P90 of 15 minutes means "then or later, or never".

        %s

        ## Not for

        * Devices whose slowdown temperature is unknown, or that report temperature less than once in 15 s.
        * Deciding alone: probabilities rest on the share of faults among the simulated devices, which is
          higher than in life. The warning rule holds them for more than one look, and keeps to a budget.
        * Loads that switch by a rule that only the job scheduler knows: nobody can see the switch coming.
        * Fans or inlets of real servers: the device parameters of servers are plausible, not measured.
        """
        .formatted(
            model.name(),
            request.curriculum().units(),
            request.curriculum().devices(),
            dev.sidestep.predictor.run.SimulatedRun.SECONDS / 60,
            request.seed(),
            recordedLine(),
            request.data().isPresent() ? " --data DIR" : "",
            request.seed(),
            request.heldBackDevices(),
            request.heldBackDevices(),
            errors,
            request.heldBackDevices(),
            warnings);
  }

  private String recordedLine() {
    if (recorded.training().isEmpty()) {
      return "* No recorded run was used: trained on simulated devices alone.\n";
    }
    return """
        * Then recorded runs of a Raspberry Pi 3B at 1 Hz, from repository sjchiass/pitemp on GitHub (BSD 3-Clause),
          each in 15 interleaved phases. Learnt from: %s.
          Calibrated on: %s. Held back: %s.
        """
        .formatted(
            RecordedRuns.names(recorded.training()),
            RecordedRuns.names(recorded.calibration()),
            RecordedRuns.names(recorded.heldBack()));
  }
}
