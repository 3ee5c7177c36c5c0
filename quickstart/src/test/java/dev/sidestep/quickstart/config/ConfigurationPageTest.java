package dev.sidestep.quickstart.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidestep.collector.CollectorProperties;
import dev.sidestep.node.NodeProperties;
import dev.sidestep.predictor.PredictorProperties;
import dev.sidestep.remediator.RemediatorProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Pins names and defaults of every key: a change shows in docs/configuration.md, which is written
 * from the records. {@code -Dsidestep.write-docs=true} writes it anew.
 */
class ConfigurationPageTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path PAGE = REPOSITORY.resolve("docs/configuration.md");

  private static final String OPS =
      """
      The port of metrics (`/metrics`) and probes (`/livez`, `/readyz`); a node's is `node.control.ops-port`.

      `/readyz` is 200 while the service is at work and the broker has answered within the last 10 s, else 503: a broker
      that stops shows there 10 s after its last answer. A stand-by, which has no partition of its own or does not lead, is
      ready too, so that a rolling update can go on to the next one. The broker is asked every 2 s. One that does not answer is waited
      for, at the start too; the service says so on standard error within 10 s, again after 1, 2, 4 minutes and so on up
      to every 30, and once when it answers again. A remediator is not ready either while it shares the warnings topic with
      another one, so that nobody acts ([topics](topics.md#partitions-retention-compaction)).

      Where the port listens on loopback, a request's `Host` must be `localhost`, `127.0.0.1` or `[::1]`, with any port:
      pages of other sites cannot read it (DNS rebinding). Where it listens elsewhere `Host` is not asked, because
      Prometheus and probes come under names of their own.
      """
          .strip();

  @Test
  void thePageSaysWhatTheRecordsSay() throws Exception {
    String page = page();
    if (Boolean.getBoolean("sidestep.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("run this test with -Dsidestep.write-docs=true and commit docs/configuration.md")
        .isEqualTo(page);
  }

  @Test
  void everyDefaultCanBeReadBackFromAFile() {
    assertThat(section("node", NodeProperties.defaults())).isEqualTo(NodeProperties.defaults());
    assertThat(section("collector", CollectorProperties.defaults()))
        .isEqualTo(CollectorProperties.defaults());
    assertThat(section("predictor", PredictorProperties.defaults()))
        .isEqualTo(PredictorProperties.defaults());
    assertThat(section("remediator", RemediatorProperties.defaults()))
        .isEqualTo(RemediatorProperties.defaults());
  }

  private static <T extends Record> T section(String name, T defaults) {
    return YamlFile.of("empty.yaml", "", name).section(name, defaults);
  }

  private static String page() throws Exception {
    ConfigurationPage page = new ConfigurationPage(REPOSITORY);
    page.paragraph(
        """
        # Configuration

        Each service is started with `./sidestep SERVICE --config FILE.yaml`. The file has the
        service's own section and those that all have. A key that does not exist, or a value that
        does not fit, stops the start with its line. Durations are written `500ms`, `30s`, `5m`,
        `1h`; `${NAME}` and `${NAME:default}` stand for variables of the environment, which is where
        passwords belong.

        This page is written from the records that the files are read into.
        """);
    page.section("node", "For `./sidestep node`; with `clock`.", NodeProperties.defaults());
    page.section(
        "collector",
        "For `./sidestep collector`; with `kafka`, `ops` and `clock`.",
        CollectorProperties.defaults());
    page.section(
        "predictor",
        "For `./sidestep predictor`; with `kafka`, `ops` and `clock`.",
        PredictorProperties.defaults());
    page.section(
        "remediator",
        "For `./sidestep remediator`; with `kafka`, `ops` and `clock`.",
        RemediatorProperties.defaults());
    page.section("kafka", "Where the broker is.", KafkaProperties.defaults());
    page.section("ops", OPS, OpsProperties.defaults());
    page.section("clock", "The time that a service lives in.", ClockProperties.defaults());
    return page.toString();
  }
}
