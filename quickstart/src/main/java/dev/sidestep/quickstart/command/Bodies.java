package dev.sidestep.quickstart.command;

/** The bodies of all commands; the root of the application puts them together. */
public record Bodies(
    Body<DemoOptions> demo,
    Body<ServiceOptions> node,
    Body<ServiceOptions> collector,
    Body<ServiceOptions> predictor,
    Body<ServiceOptions> remediator,
    Body<SandboxOptions> sandbox,
    Body<ReplayOptions> replay,
    Body<TrainOptions> train,
    Body<EvaluateOptions> evaluate,
    Body<DoctorOptions> doctor) {}
