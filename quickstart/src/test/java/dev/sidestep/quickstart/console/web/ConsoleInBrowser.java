package dev.sidestep.quickstart.console.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidestep.quickstart.console.ConsoleModel;
import dev.sidestep.quickstart.console.FanFailureStory;
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
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
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
 * The console in a real browser, as a person sees it. Pictures go to {@code target/screenshots}, or
 * where {@code -Dscreenshots=DIR} says.
 */
abstract class ConsoleInBrowser {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path PICTURES =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  final ConsoleModel model = new ConsoleModel(FanFailureStory.starting());
  FanFailureStory story = new FanFailureStory(model);
  SpringConsole console;
  ChromeDriver browser;
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

  /** Tells on and waits until the page has drawn it. */
  void tell(int tick) {
    story.tellUpTo(tick);
    long told = model.view().revision();
    new WebDriverWait(browser, Duration.ofSeconds(15), Duration.ofMillis(50))
        .withMessage(() -> "the page did not draw revision " + told + "; it says " + complaints())
        .until(ignored -> Long.parseLong(drawn()) >= told);
  }

  private String drawn() {
    return String.valueOf(browser.executeScript("return document.body.dataset.revision ?? '0'"));
  }

  void look(int width, String theme) {
    browser.manage().window().setSize(new Dimension(width, 1000));
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    browser.get("http://127.0.0.1:" + console.port() + "/");
  }

  void awaitText(String selector, String part) {
    new WebDriverWait(browser, Duration.ofSeconds(15), Duration.ofMillis(100))
        .withMessage(() -> selector + " says '" + text(selector) + "', not '" + part + "'")
        .until(ignored -> text(selector).contains(part));
  }

  String text(String selector) {
    Object found =
        browser.executeScript(
            "return document.querySelector(arguments[0])?.innerText ?? ''", selector);
    return String.valueOf(found);
  }

  List<WebElement> all(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }

  /** By how many pixels what is in an element is wider than the element. */
  long overflow(String selector) {
    Object pixels =
        browser.executeScript(
            "const it = document.querySelector(arguments[0]); return it.scrollWidth - it.clientWidth",
            selector);
    return ((Number) pixels).longValue();
  }

  List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  void picture(String moment, int width, String theme) throws IOException {
    Map<String, Object> whole =
        browser.executeCdpCommand(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    Files.write(
        PICTURES.resolve("%s-%d-%s.png".formatted(moment, width, theme)),
        OutputType.BYTES.convertFromBase64Png((String) whole.get("data")));
  }
}
