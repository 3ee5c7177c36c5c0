package dev.sidestep.service;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(
    packages = "dev.sidestep.service",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule KNOWS_NO_SERVICE = Walls.knowsNoOtherService("dev.sidestep.service");

  @ArchTest static final ArchRule TIME_IS_PASSED_IN = Walls.noWallClock("None");

  @ArchTest
  static final ArchRule HTTP_STAYS_IN_THE_OPERATIONS_PORT =
      Walls.onlyIn("com.sun.net.httpserver..", "OpsServer");

  @ArchTest
  static final ArchRule KAFKA_STAYS_IN_ITS_ADAPTERS =
      Walls.onlyIn(
          "org.apache.kafka..",
          "KafkaSettings",
          "KafkaQuestion",
          "Passing",
          "TopicWriter",
          "TopicReading",
          "TopicTail",
          "NameTakenException",
          "DeadLetters");
}
