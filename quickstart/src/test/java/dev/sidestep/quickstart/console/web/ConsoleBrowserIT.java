package dev.sidestep.quickstart.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.quickstart.console.FanFailureStory;
import dev.sidestep.quickstart.console.Notice;
import dev.sidestep.quickstart.console.RunFacts;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a person sees through a whole story, at each width and theme. */
@Tag("browser")
class ConsoleBrowserIT extends ConsoleInBrowser {
  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
  void tellsTheWholeStoryAtEachWidthAndTheme(int width, String theme) throws IOException {
    look(width, theme);
    awaitText("#sentence", "Starting");
    picture("starting", width, theme);

    tell(30);
    awaitText("#sentence", "All is well");
    awaitText("[data-target$='gpu-0'] .value", "below its slowdown limit");
    assertThat(all("#devices .card")).hasSize(3);
    assertThat(text("[data-target$='gpu-0'] .chips")).contains("GPU", "simulated");
    assertThat(text("[data-target$='gpu-0'] .stats")).contains("74 % measured", "°C of 87");
    assertThat(text("#run")).containsPattern("demo time\\s+\\d\\d:\\d\\d:\\d\\d UTC");
    assertThat(overflow("#pods .scroll")).as("pixels of the pods that are cut off").isZero();
    assertThat(text("#pods")).contains("minilm-gpu-7f9c", "59 %", "11.4 /s", "143 ms");
    picture("calm", width, theme);

    tell(FanFailureStory.RAISED);
    awaitText("#warnings", "gpu-0 will throttle for heat");
    assertThat(text("#warnings"))
        .contains(
            "74 % sure",
            "in about 4 min (2–7 min, P10–P90)",
            "No decision yet",
            "Evidence (3) at its last issue")
        .contains("falls by 1.6 K a minute");
    assertThat(browser.findElement(By.id("announcer")).getAttribute("textContent"))
        .contains("New warning: gpu-0");
    picture("warned", width, theme);

    tell(FanFailureStory.RAISED + 5);
    awaitText("#sentence", "step 5 of 7");
    assertThat(text("#moves"))
        .contains("minilm: gpu-0 → npu-0", "5/5 equal", "shift traffic: 100 % to npu-0")
        .contains("10:12:45 · 11 s");
    assertThat(all("#moves li.ok")).hasSize(4);
    assertThat(all("#moves li.current")).hasSize(1);
    picture("moving", width, theme);

    tell(FanFailureStory.JUDGED);
    awaitText("#score", "1 averted");
    assertThat(text("#warnings h3")).isEqualTo("gpu-0 was expected to throttle for heat");
    assertThat(text("#warnings .judged"))
        .isEqualTo("A plan was carried out and the event did not come");
    assertThat(text("#warnings .decision"))
        .startsWith("Moved (automatic mode): minilm from gpu-0 to npu-0, ");
    assertThat(text("#warnings")).contains("; ETA then 4 min (2–7 min)");
    assertThat(text("#compare")).contains("without", "6 min 30 s", "10:16:30 gpu-0");
    picture("averted", width, theme);

    tell(FanFailureStory.END);
    awaitText("#sentence", "Finished: throttled 0 s with Sidestep, 510 s without");
    picture("finished", width, theme);
    assertThat(overflow("html")).as("pixels that stick out at " + width).isZero();
    assertThat(complaints()).isEmpty();
  }

  @Test
  void showsAnUndoneMoveInRedWithTheReason() throws IOException {
    story = new FanFailureStory(model, true);
    look(1280, "light");
    tell(FanFailureStory.RAISED + 8);
    model.notice(
        new Notice(
            FanFailureStory.START,
            Notice.Level.WARNING,
            "an interrupted move of minilm was found at the start and undone"));
    awaitText("#moves", "take back: start minilm-npu");
    awaitText("#notices", "an interrupted move of minilm was found");
    assertThat(text("#moves .parity")).contains("3/5 equal");
    assertThat(text("#moves .bad-text:not(.parity)")).startsWith("answers differ on 2 of 5");
    assertThat(browser.findElement(By.id("headline")).getAttribute("data-mood")).isEqualTo("bad");
    picture("undone", 1280, "light");
    tell(75);
    awaitText("#sentence", "gpu-0 is throttling now");
    picture("throttling", 1280, "light");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void showsMissingTelemetryAsMissing() throws IOException {
    look(1280, "light");
    tell(39);
    awaitText("[data-target$='cpu-0'] .value", "missing");
    assertThat(text("[data-target$='cpu-0']"))
        .contains("no heat reading since 10:09", "blind", "simulated");
    awaitText("#sentence", "cpu-0 has said nothing about its heat");
    picture("blind", 1280, "light");
  }

  @Test
  void saysInABannerThatTheMachineDoesNotKeepUpAndTakesItBack() {
    look(1280, "light");
    tell(FanFailureStory.RAISED);
    assertThat(browser.findElement(By.id("behind")).isDisplayed()).isFalse();
    RunFacts now = model.view().run();
    model.facts(
        new RunFacts(
            now.scenario(),
            now.seed(),
            now.speed(),
            now.mode(),
            now.phase(),
            now.startedAt(),
            now.now(),
            now.with(),
            now.without(),
            Duration.ofSeconds(90)));
    awaitText("#behind", "does not keep up with --speed 10: what is shown is 90 s");
    assertThat(text("#sentence")).contains("gpu-0 will throttle");
    model.facts(now);
    awaitText("#sentence", "gpu-0 will throttle");
    tell(FanFailureStory.RAISED + 1);
    assertThat(browser.findElement(By.id("behind")).isDisplayed()).isFalse();
    assertThat(complaints()).isEmpty();
  }

  @Test
  void isTheSameAfterAReloadInTheMiddle() {
    look(1280, "light");
    tell(FanFailureStory.RAISED + 4);
    awaitText("#sentence", "step 4 of 7");
    String before = text("#moves") + text("#warnings") + text("#compare");
    browser.navigate().refresh();
    awaitText("#sentence", "step 4 of 7");
    assertThat(text("#moves") + text("#warnings") + text("#compare")).isEqualTo(before);
    assertThat(browser.findElement(By.id("announcer")).getAttribute("textContent")).isEmpty();
    assertThat(complaints()).isEmpty();
  }

  @Test
  void saysThatTheConsoleHasStoppedAndSinceWhenAndKeepsWhatItKnew() throws IOException {
    look(390, "light");
    tell(FanFailureStory.RAISED + 4);
    awaitText("#sentence", "step 4 of 7");
    console.close();
    console = null;
    awaitText("#stale", "has stopped answering");
    assertThat(text("#stale")).containsPattern("as of \\d\\d:\\d\\d:\\d\\d");
    assertThat(text("#link")).isEqualTo("not connected");
    assertThat(text("#sentence")).contains("step 4 of 7");
    picture("stale", 390, "light");
  }

  @Test
  void opensTheDetailsByKeyboardAndLeavesThemOpenWhenFreshFiguresCome() {
    look(1280, "light");
    tell(30);
    awaitText("[data-target$='gpu-0'] .figures", "Forecast in figures");
    WebElement summary = browser.findElement(By.cssSelector("[data-target$='gpu-0'] summary"));
    summary.sendKeys(Keys.ENTER);
    awaitText("[data-target$='gpu-0'] .figures", "P50");
    tell(31);
    awaitText("[data-target$='gpu-0'] .figures", "made at 10:07");
    assertThat(
            browser
                .findElement(By.cssSelector("[data-target$='gpu-0'] .picture"))
                .getAttribute("aria-label"))
        .contains("gpu-0: margin", "in 5 min expected", "simulated");
  }
}
