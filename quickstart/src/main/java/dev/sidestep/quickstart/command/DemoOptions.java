package dev.sidestep.quickstart.command;

import dev.sidestep.contracts.Outcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked of {@code demo}.
 *
 * @param headless on a virtual clock, without page and terminal table
 * @param scenario name of one that ships, or the path of a YAML file
 * @param mode how far the remediator may go: observe, advise or automatic
 * @param report where the report goes; null for none
 * @param record directory that keeps what went over the topics; null for none
 * @param trace request trace that traffic follows instead of the generator; null for none
 * @param speed how much faster than the wall the live demo's clock runs
 * @param data folder of broker, cluster and the record of the run; null for the usual one
 * @param fresh begins anew, whatever the folder holds
 * @param port of the page on 127.0.0.1
 * @param stopAtFirstForecast ends as soon as one forecast has been made: for measuring the start
 */
public record DemoOptions(
    boolean headless,
    SeedRange seeds,
    String scenario,
    Outcome.Mode mode,
    @Nullable Path report,
    @Nullable Path record,
    @Nullable Path trace,
    double speed,
    @Nullable Path data,
    boolean fresh,
    int port,
    boolean stopAtFirstForecast) {}
