package dev.sidestep.quickstart.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidestep.contracts.Eta;
import dev.sidestep.contracts.Verdict;
import dev.sidestep.contracts.Warning;
import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.FanFailureStory;
import dev.sidestep.quickstart.console.Notice;
import dev.sidestep.quickstart.console.RunFacts;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * What a person sees, in a real browser. Pictures go to {@code target/screenshots}, or where {@code
 * -Dscreenshots=DIR} says.
 */
@Tag("browser")
class ConsoleBrowserIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  private final ConsoleModel model = new ConsoleModel(FanFailureStory.starting());
  private FanFailureStory story = new FanFailureStory(model);
  private SpringConsole console;
  private ChromeDriver browser;
  @TempDir private Path profile;

  @BeforeAll
  static void needsChromium() throws IOException {
    boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (!there) {
      System.err.println(
          "SKIPPED: browser tests need "
              + CHROMIUM
              + " and "
              + DRIVER
              + "; install chromium-driver");
    }
    assumeTrue(there, "no Chromium");
    Files.createDirectories(PICTURES);
  }

  @BeforeEach
  void open() throws IOException {
    console =
        SpringConsole.start(ConsoleSettings.onPort(0), model, new CollectorRegistry(), () -> true);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    browser = new ChromeDriver(service, options);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.quit();
    }
    if (console != null) {
      console.close();
    }
  }

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
    picture("calm", width, theme);

    tell(FanFailureStory.RAISED);
    awaitText("#warnings", "gpu-0 will throttle for heat");
    assertThat(text("#warnings"))
        .contains(
            "74 % sure", "in about 4 min (2–7 min, P10–P90)", "No decision yet", "Evidence (3)")
        .contains("falls by 1.6 K a minute");
    assertThat(browser.findElement(By.id("announcer")).getAttribute("textContent"))
        .contains("New warning: gpu-0");
    picture("warned", width, theme);

    tell(FanFailureStory.RAISED + 5);
    awaitText("#sentence", "step 5 of 7");
    assertThat(text("#moves"))
        .contains("minilm: gpu-0 → npu-0", "5/5 equal", "shift traffic: minilm-npu 100 %")
        .contains("10:12:45 · 11 s");
    assertThat(all("#moves li.ok")).hasSize(4);
    assertThat(all("#moves li.current")).hasSize(1);
    picture("moving", width, theme);

    tell(FanFailureStory.JUDGED);
    awaitText("#score", "1 averted");
    assertThat(text("#warnings .judged")).contains("it did not come");
    assertThat(text("#warnings .decision"))
        .startsWith("Moved (automatic mode): minilm from gpu-0 to npu-0, ");
    assertThat(text("#warnings")).contains("; ETA then 4 min (2–7 min)");
    assertThat(text("#compare")).contains("without", "6 min 30 s", "10:16:30 gpu-0");
    picture("averted", width, theme);

    tell(FanFailureStory.END);
    awaitText("#sentence", "Finished: throttled 0 s with Sidestep, 510 s without");
    picture("finished", width, theme);
    assertThat(overflow()).as("pixels that stick out at " + width).isZero();
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
    assertThat(text("#moves .bad-text:not(.parity)")).contains("answers differ on 2 of 5");
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
    String reason = "the danger passed before the plan took any load away";
    model.accept(told);
    model.accept(
        told.judged(
            new Verdict(Verdict.Result.FALSE, told.issuedAt().plusSeconds(60), null, reason)));
    awaitText("#warnings .judged", "It did not come: " + reason);
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

  /** Tells on and waits until the page has drawn it. */
  private void tell(int tick) {
    story.tellUpTo(tick);
    long told = model.view().revision();
    new WebDriverWait(browser, Duration.ofSeconds(15), Duration.ofMillis(50))
        .withMessage(() -> "the page did not draw revision " + told + "; it says " + complaints())
        .until(ignored -> Long.parseLong(drawn()) >= told);
  }

  private String drawn() {
    return String.valueOf(browser.executeScript("return document.body.dataset.revision ?? '0'"));
  }

  private void look(int width, String theme) {
    browser.manage().window().setSize(new Dimension(width, 1000));
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    browser.get("http://127.0.0.1:" + console.port() + "/");
  }

  private void awaitText(String selector, String part) {
    new WebDriverWait(browser, Duration.ofSeconds(15), Duration.ofMillis(100))
        .withMessage(() -> selector + " says '" + text(selector) + "', not '" + part + "'")
        .until(ignored -> text(selector).contains(part));
  }

  private String text(String selector) {
    Object found =
        browser.executeScript(
            "return document.querySelector(arguments[0])?.innerText ?? ''", selector);
    return String.valueOf(found);
  }

  private List<WebElement> all(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }

  private long overflow() {
    Object pixels =
        browser.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) pixels).longValue();
  }

  private List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  private void picture(String moment, int width, String theme) throws IOException {
    Map<String, Object> whole =
        browser.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    Files.write(
        PICTURES.resolve("%s-%d-%s.png".formatted(moment, width, theme)),
        OutputType.BYTES.convertFromBase64Png((String) whole.get("data")));
  }
}
