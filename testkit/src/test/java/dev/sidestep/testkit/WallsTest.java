package dev.sidestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule that finds nothing may be one that looks nowhere: each must find what is planted. */
class WallsTest {
  private static final String PLANTED = "dev.sidestep.testkit.planted";
  private final JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);

  @Test
  void findsAPlatformInAPurePackage() {
    assertThat(broken(Walls.pure(PLANTED + ".pure"))).anyMatch(text -> text.contains("HttpClient"));
    assertThat(broken(Walls.pure(PLANTED + ".other")))
        .as("what is not listed")
        .anyMatch(text -> text.contains("Impure"));
    assertThat(broken(Walls.pure(Walls.with(PLANTED + ".pure"), PLANTED + ".other"))).isEmpty();
  }

  @Test
  void findsATechnologyOutsideItsAdapter() {
    assertThat(broken(Walls.onlyIn("java.net.http..", "Http.*"))).isNotEmpty();
    assertThat(broken(Walls.onlyIn("java.net.http..", "Impure"))).isEmpty();
  }

  @Test
  void findsTheWallClockAndSleep() {
    assertThat(broken(Walls.noWallClock("None")))
        .anyMatch(text -> text.contains("Instant.now"))
        .anyMatch(text -> text.contains("currentTimeMillis"))
        .anyMatch(text -> text.contains("nanoTime"))
        .anyMatch(text -> text.contains("systemUTC"))
        .anyMatch(text -> text.contains("TimeUnit.sleep"));
    assertThat(broken(Walls.noWallClock("Impure"))).isEmpty();
  }

  @Test
  void findsACycle() {
    assertThat(broken(Walls.noCycles(PLANTED))).isNotEmpty();
  }

  @Test
  void findsAServiceThatKnowsAnother() {
    assertThat(broken(Walls.knowsNoOtherService(PLANTED)))
        .anyMatch(text -> text.contains("replay.planted.Service"));
  }

  private List<String> broken(ArchRule rule) {
    return rule.evaluate(planted).getFailureReport().getDetails();
  }
}
