package dev.sidestep.quickstart.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files beside the code: rules, dashboard, compose. */
final class OperationsFiles {
  /** Of the repository; tests run in their module. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private OperationsFiles() {}

  @SuppressWarnings("unchecked") // YAML of ours has a map at the top
  static Map<String, Object> yaml(String path) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return (Map<String, Object>)
        new Yaml(new SafeConstructor(options)).load(Files.readString(ROOT.resolve(path)));
  }

  /** Each query of the alert rules by the alert's name. */
  @SuppressWarnings("unchecked")
  static Map<String, String> alerts() throws IOException {
    Map<String, String> queries = new TreeMap<>();
    List<Map<String, Object>> groups =
        (List<Map<String, Object>>) yaml("dashboards/prometheus/rules/sidestep.yml").get("groups");
    for (Map<String, Object> group : groups) {
      for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
        queries.put((String) rule.get("alert"), (String) rule.get("expr"));
      }
    }
    return queries;
  }

  /** Each query of the dashboard by panel and letter. */
  static Map<String, String> panels() throws IOException {
    Map<String, String> queries = new TreeMap<>();
    JsonNode dashboard = dashboard();
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.put(
            panel.get("title").asText() + " " + target.get("refId").asText(),
            target.get("expr").asText());
      }
    }
    for (JsonNode annotation : dashboard.at("/annotations/list")) {
      queries.put("annotation " + annotation.get("name").asText(), annotation.get("expr").asText());
    }
    return queries;
  }

  static JsonNode dashboard() throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(ROOT.resolve("dashboards/grafana/sidestep.json")));
  }

  /** The metric names that the page about dashboards lists in its table. */
  static List<String> documentedMetrics() throws IOException {
    Matcher row =
        Pattern.compile("(?m)^\\| `([a-z_]+)` ")
            .matcher(Files.readString(ROOT.resolve("docs/dashboards.md")));
    return row.results().map(result -> result.group(1)).toList();
  }
}
