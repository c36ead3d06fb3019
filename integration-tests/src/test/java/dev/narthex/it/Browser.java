package dev.narthex.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, which shows one page. */
final class Browser implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts a browser with an empty profile. */
  static Browser start() {
    Path program = ServerProgram.find("chromium");
    Path driver = ServerProgram.find("chromedriver");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.setBinary(program.toAbsolutePath().toString());
    options.addArguments(
        "--headless",
        "--no-sandbox", // it shows our own page alone, and root cannot have a sandbox
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--force-device-scale-factor=1");
    ChromeDriverService service = new ChromeDriverService.Builder()
        .usingDriverExecutable(driver.toAbsolutePath().toFile())
        .usingAnyFreePort()
        .withTimeout(DEADLINE)
        .build();
    ChromeDriver started = new ChromeDriver(service, options);
    started.manage().timeouts().scriptTimeout(DEADLINE);
    return new Browser(started);
  }

  void open(URI address) {
    driver.get(address.toString());
  }

  /** Makes the page so wide; a window cannot be narrower than some 500 pixels. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Lets the page believe that the system has such a preference. */
  void prefer(String feature, String value) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  /** Presses keys, one after the other, wherever the focus is. */
  void press(CharSequence... keys) {
    Actions actions = new Actions(driver);
    for (CharSequence key : keys) {
      actions.sendKeys(key);
    }
    actions.perform();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Runs a script; it may use {@code arguments}. */
  void run(String script, Object... arguments) {
    driver.executeScript(script, arguments);
  }

  /** The text that an expression gives. */
  String text(String expression, Object... arguments) {
    return String.valueOf(driver.executeScript("return " + expression, arguments));
  }

  /** The number that an expression gives. */
  double number(String expression, Object... arguments) {
    return Double.parseDouble(text(expression, arguments));
  }

  /** The texts that an expression gives. */
  List<String> texts(String expression, Object... arguments) {
    List<?> texts = (List<?>) driver.executeScript("return " + expression, arguments);
    return texts == null ? List.of() : texts.stream().map(String::valueOf).toList();
  }

  /** Waits until a script returns something true. */
  void await(String what, String script, Object... arguments) {
    Await.atMost(DEADLINE).until(what, () -> {
      Object found = driver.executeScript("return !!(" + script + ")", arguments);
      return Boolean.TRUE.equals(found) ? Optional.of(found) : Optional.empty();
    });
  }

  /** What the browser has to complain about since this was asked last. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Saves what is seen, for people to look at. */
  void screenshot(String name) {
    try {
      Path folder = ServerProgram.workFolder("page");
      Files.createDirectories(folder);
      Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } catch (WebDriverException e) {
      // It gave its program three seconds to end, too few where the machine stood still. It was
      // told to.
    }
  }
}
