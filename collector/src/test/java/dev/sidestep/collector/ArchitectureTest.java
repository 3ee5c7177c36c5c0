package dev.sidestep.collector;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(
    packages = "dev.sidestep.collector",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NAMING_AND_ALIGNMENT_KNOW_NO_PLATFORM =
      Walls.pure("dev.sidestep.collector.frame", "dev.sidestep.collector.naming");

  @ArchTest
  static final ArchRule KAFKA_STAYS_IN_ITS_ADAPTERS =
      Walls.onlyIn("org.apache.kafka..", "Kafka.*", "CollectorService");

  @ArchTest
  static final ArchRule PROMETHEUS_STAYS_IN_ONE_CLASS =
      Walls.onlyIn("io.prometheus..", "CollectorMetrics", "CollectorService");

  @ArchTest static final ArchRule CSV_STAYS_IN_ITS_READER = Walls.onlyIn("de.siegmar..", "Csv.*");

  @ArchTest static final ArchRule TIME_IS_PASSED_IN = Walls.noWallClock("None");

  @ArchTest
  static final ArchRule KNOWS_NO_OTHER_SERVICE =
      Walls.knowsNoOtherService("dev.sidestep.collector");

  @ArchTest static final ArchRule NO_CYCLES = Walls.noCycles("dev.sidestep.collector");
}
