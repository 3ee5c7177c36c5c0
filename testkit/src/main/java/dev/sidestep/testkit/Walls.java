package dev.sidestep.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The rules that every room's {@code ArchitectureTest} checks: which way dependencies may go. */
public final class Walls {
  private static final List<String> VALUES =
      List.of("java..", "org.jspecify..", "dev.sidestep.contracts..", "dev.sidestep.device..");

  private Walls() {}

  /** What a pure package may know beside values and the other pure packages. */
  public record Also(List<String> packages) {}

  /** An exception to {@link #pure(Also, String...)}, named where it is made. */
  public static Also with(String... packages) {
    return new Also(List.of(packages));
  }

  /** Packages that hold the thinking know the JDK, values and each other, and no platform. */
  public static ArchRule pure(String... packages) {
    return pure(with(), packages);
  }

  /** As {@link #pure(String...)}, but for what they may know besides. */
  public static ArchRule pure(Also also, String... packages) {
    String[] known =
        Stream.of(VALUES, List.of(packages), also.packages())
            .flatMap(List::stream)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat(resideOutsideOfPackages(known).or(resideInAPackage("java.net.http..")))
        .because("the brain does not know the platform (DESIGN: one brain, three bodies)");
  }

  /** A technology is imported only by the classes that carry its name. */
  public static ArchRule onlyIn(String technology, String... namePatterns) {
    String anyOf = String.join("|", namePatterns);
    return noClasses()
        .that()
        .haveNameNotMatching(".*\\.(" + anyOf + ")([$].*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(technology)
        .because("an adapter carries its technology in its name and is alone in importing it")
        .allowEmptyShould(true);
  }

  /** Time enters by the constructor, but for classes at an edge that measure or make a clock. */
  public static ArchRule noWallClock(String... exceptNamePatterns) {
    String anyOf = String.join("|", exceptNamePatterns);
    return noClasses()
        .that()
        .haveNameNotMatching(".*\\.(" + anyOf + ")([$].*)?")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class)
        .because("time is passed in, so that live, replay and tests tell the same story");
  }

  /** No service knows another one. */
  public static ArchRule knowsNoOtherService(String ownPackage) {
    return noClasses()
        .that()
        .resideInAPackage(ownPackage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(
                    "dev.sidestep.node..",
                    "dev.sidestep.collector..",
                    "dev.sidestep.predictor..",
                    "dev.sidestep.remediator..",
                    "dev.sidestep.replay..",
                    "dev.sidestep.quickstart..")
                .filter(other -> !other.equals(ownPackage + ".."))
                .toArray(String[]::new))
        .because("services meet on topics, not in code");
  }

  /** No two packages need each other, the room's root package included. */
  public static ArchRule noCycles(String ownPackage) {
    return slices().assignedFrom(new Packages(ownPackage)).should().beFreeOfCycles();
  }

  /** Each package is a slice; {@code slices().matching} would leave out the root. */
  private record Packages(String root) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      String name = javaClass.getPackageName();
      return name.equals(root) || name.startsWith(root + ".")
          ? SliceIdentifier.of(name)
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "the packages of " + root;
    }
  }
}
