package dev.sidestep.device;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(packages = "dev.sidestep.device", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule PURE = Walls.pure("dev.sidestep.device..");
  @ArchTest static final ArchRule NO_WALL_CLOCK = Walls.noWallClock("nobody");
}
