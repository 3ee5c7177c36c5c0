package dev.sidestep.predictor;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(
    packages = "dev.sidestep.predictor",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule thinkingKnowsNoPlatform =
      Walls.pure(
          "dev.sidestep.predictor.expert..",
          "dev.sidestep.predictor.warn..",
          "dev.sidestep.predictor.forecast..",
          "dev.sidestep.predictor.feature..");

  @ArchTest
  static final ArchRule heatKnowsLinearAlgebra =
      Walls.pure(Walls.with("org.apache.commons.math3.linear"), "dev.sidestep.predictor.heat..");

  /** Recorded runs come from CSV, and rows and tables are laid out as the network's heads are. */
  @ArchTest
  static final ArchRule judgingKnowsRunsAndTheNetworksLayout =
      Walls.pure(
          Walls.with(
              "de.siegmar.fastcsv.reader",
              "dev.sidestep.predictor.expert",
              "dev.sidestep.predictor.forecast",
              "dev.sidestep.predictor.feature",
              "dev.sidestep.predictor.heat",
              "dev.sidestep.predictor.network"),
          "dev.sidestep.predictor.run..",
          "dev.sidestep.predictor.judge..");

  @ArchTest
  static final ArchRule dl4jStaysInItsAdapters = Walls.onlyIn("org.deeplearning4j..", "Dl4j\\w+");

  @ArchTest static final ArchRule nd4jStaysInItsAdapters = Walls.onlyIn("org.nd4j..", "Dl4j\\w+");

  @ArchTest
  static final ArchRule kafkaStaysInItsAdapters = Walls.onlyIn("org.apache.kafka..", "Kafka\\w+");

  @ArchTest
  static final ArchRule metricsLiveInOneClass =
      Walls.onlyIn("io.prometheus..", "PredictorMetrics", "KafkaPredictor");

  @ArchTest static final ArchRule timeIsPassedIn = Walls.noWallClock("KafkaSession");

  @ArchTest
  static final ArchRule noOtherService = Walls.knowsNoOtherService("dev.sidestep.predictor");

  @ArchTest static final ArchRule noCycles = Walls.noCycles("dev.sidestep.predictor");
}
