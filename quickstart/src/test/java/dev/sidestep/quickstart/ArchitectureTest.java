package dev.sidestep.quickstart;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(
    packages = "dev.sidestep.quickstart",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule noCycles = Walls.noCycles("dev.sidestep.quickstart");

  @ArchTest
  static final ArchRule timeIsPassedIn =
      Walls.noWallClock(
          "Sidestep",
          "config\\.ClockProperties",
          "console\\.ConsoleModel",
          "route\\.HttpRouter",
          "run\\.Patience",
          "sandbox\\.HttpTraffic");

  @ArchTest
  static final ArchRule theEmbeddedBrokerIsOneClass =
      Walls.onlyIn("kafka.server..", "EmbeddedBroker");

  @ArchTest
  static final ArchRule theFakeApiServerIsInOnePackage =
      Walls.onlyIn("io.fabric8.mockwebserver..", "kubernetes\\.(Api|EmbeddedKubernetes)\\w*");

  @ArchTest
  static final ArchRule commandLineParsingIsInOnePackage =
      Walls.onlyIn("picocli..", "command\\.\\w+", "Sidestep");

  @ArchTest
  static final ArchRule logbackIsInOneClass =
      Walls.onlyIn("ch.qos.logback..", "process\\.LogbackLevels");

  @ArchTest
  static final ArchRule theReadModelOfTheConsoleIsPure =
      Walls.pure(Walls.with("dev.sidestep.quickstart.decision"), "dev.sidestep.quickstart.console");

  @ArchTest
  static final ArchRule springIsAtTheEdge =
      Walls.onlyIn(
          "org.springframework..", "console\\.web\\.(Spring|Tomcat)\\w+", "config\\.YamlFile");
}
