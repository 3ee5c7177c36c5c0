package dev.sidestep.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Values and their wire formats: no room, no platform, no clock. */
@AnalyzeClasses(
    packages = "dev.sidestep.contracts",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule KNOWS_ONLY_THE_JDK_AND_ITS_WIRE_FORMATS =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.sidestep.contracts..",
              "java..",
              "org.jspecify..",
              "com.fasterxml.jackson..",
              "com.google.protobuf..",
              "io.cloudevents..",
              "io.opentelemetry.proto..");

  @ArchTest
  static final ArchRule WIRE_FORMATS_STAY_IN_THE_CODECS =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(.*Codec|EventRecord|NoSilentNulls)([$].*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.fasterxml.jackson..",
              "com.google.protobuf..",
              "io.cloudevents..",
              "io.opentelemetry.proto..");

  @ArchTest
  static final ArchRule READS_NO_CLOCK =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);
}
