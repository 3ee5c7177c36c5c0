package dev.sidestep.remediator;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(
    packages = "dev.sidestep.remediator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule THE_THINKING_KNOWS_NO_PLATFORM =
      Walls.pure(
          "dev.sidestep.remediator.fleet..",
          "dev.sidestep.remediator.guard..",
          "dev.sidestep.remediator.place..",
          "dev.sidestep.remediator.decide..");

  /** A move is carried out through the cluster's ports. */
  @ArchTest
  static final ArchRule ACTING_KNOWS_THE_PORTS_OF_THE_CLUSTER =
      Walls.pure(
          Walls.with("dev.sidestep.remediator.fleet", "dev.sidestep.remediator.cluster"),
          "dev.sidestep.remediator.act..");

  @ArchTest static final ArchRule KAFKA = Walls.onlyIn("org.apache.kafka..", "Kafka.*");

  @ArchTest static final ArchRule KUBERNETES = Walls.onlyIn("io.fabric8..", "Kubernetes.*");

  @ArchTest static final ArchRule HTTP = Walls.onlyIn("java.net.http..", "Http.*");

  @ArchTest
  static final ArchRule PROMETHEUS =
      Walls.onlyIn("io.prometheus..", "RemediatorMetrics", "KafkaRemediator");

  @ArchTest static final ArchRule TIME_IS_PASSED_IN = Walls.noWallClock();

  @ArchTest
  static final ArchRule NO_OTHER_SERVICE = Walls.knowsNoOtherService("dev.sidestep.remediator");

  @ArchTest static final ArchRule NO_CYCLES = Walls.noCycles("dev.sidestep.remediator");
}
