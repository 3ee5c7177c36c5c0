package dev.sidestep.quickstart.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.console.FanFailureStory;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** How the page tells warnings: as what they are, and each thing once. */
@Tag("browser")
class ConsoleWarningsBrowserIT extends ConsoleInBrowser {
  @Test
  void warnsOfAPodThatRunsFull() throws IOException {
    look(1280, "dark");
    tell(45);
    model.accept(FanFailureStory.memoryWarning(45));
    awaitText("#sentence", "minilm-gpu-7f9c will run out of memory in about 6 min (4–9 min)");
    assertThat(text("#pods tr[data-state=alert]")).contains("full in 4–9 min", "59 %", "measured");
    assertThat(text("#warnings")).contains("Proposed: replace the pod");
    picture("memory", 1280, "dark");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void leavesItToTheReasonWhoActedWhereNothingCame() {
    look(1280, "light");
    tell(45);
    Warning told = FanFailureStory.memoryWarning(45);
    String reason =
        "the danger passed before the plan took any load away and the event did not come";
    model.accept(told);
    model.accept(
        told.judged(
            new Verdict(Verdict.Result.FALSE, told.issuedAt().plusSeconds(60), null, reason)));
    awaitText("#warnings .judged", "The danger passed before the plan took any load away");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void tellsAnEventThatNobodyWarnedOfAsSuchAndNotAsAForecast() throws IOException {
    look(1280, "light");
    tell(45);
    Warning late = FanFailureStory.notWarnedOf(45);
    model.accept(late);
    awaitText("#warnings h3", "gpu-0 throttles now");
    assertThat(text("#warnings")).doesNotContain("sure");
    model.accept(
        late.judged(
            new Verdict(
                Verdict.Result.MISSED,
                late.issuedAt().plusSeconds(180),
                null,
                "the event came and no warning stood")));
    awaitText("#warnings h3", "gpu-0 was not warned of: throttled at 10:11:15");
    assertThat(text("#warnings .card")).doesNotContain("will", "sure", "ETA", "no warning stood");
    assertThat(browser.findElement(By.id("announcer")).getAttribute("textContent"))
        .contains("gpu-0 was not warned of");
    picture("missed", 1280, "light");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void saysLaterOrNeverWhereTheEtaEndsWithTheHorizonAndNoBandWhereThereIsNone() {
    look(1280, "light");
    tell(45);
    Duration reach = Duration.ofMinutes(15);
    model.accept(memoryWarning(0.09, new Eta(reach, reach, reach)));
    awaitText("#warnings .chance", "9 % within 15 min, else later or never");
    assertThat(text("#warnings .chance")).doesNotContain("P10");
    assertThat(text("#warnings")).contains("ETA then 15 min or later; stands");
    assertThat(text("#pods tr[data-state=alert]")).contains("full in 15 min or later");
    Duration six = Duration.ofMinutes(6);
    model.accept(memoryWarning(0.7, new Eta(six, six, six)));
    awaitText("#warnings .chance", "70 % sure, in about 6 min");
    assertThat(text("#warnings .chance")).doesNotContain("P10");
    model.accept(memoryWarning(0.7, new Eta(six, six, reach)));
    awaitText("#warnings .chance", "in about 6 min (6–15 min or later, P10–P90)");
    assertThat(complaints()).isEmpty();
  }

  private static Warning memoryWarning(double probability, Eta eta) {
    Warning told = FanFailureStory.memoryWarning(45);
    return new Warning(
        told.id(),
        told.kind(),
        told.target(),
        told.raisedAt(),
        told.issuedAt(),
        probability,
        eta,
        told.evidence(),
        told.expiresAt(),
        told.remedy(),
        null);
  }
}
