package dev.sidestep.replay;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(
    packages = "dev.sidestep.replay",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsNoPlatform =
      Walls.pure(
          Walls.with(
              "com.fasterxml.jackson..",
              "de.siegmar.fastcsv..",
              "dev.sidestep.collector.frame",
              "dev.sidestep.predictor..",
              "dev.sidestep.remediator..",
              "dev.sidestep.service"),
          "dev.sidestep.replay..");

  @ArchTest static final ArchRule readsNoClock = Walls.noWallClock("nothing");
  @ArchTest static final ArchRule hasNoCycles = Walls.noCycles("dev.sidestep.replay");

  @ArchTest
  static final ArchRule knowsNoNodeAndNoQuickstart =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.sidestep.node..", "dev.sidestep.quickstart..");
}
