package dev.sidestep.quickstart.kubernetes;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind that the embedded API tells its clients of.
 *
 * @param group empty for the core group
 * @param plural its name in paths
 * @param shortNames what a person may type instead
 * @param subresources served below an object
 * @param columns of a table between NAME and AGE, in their order
 */
record ApiKind(
    String group,
    String kind,
    String plural,
    boolean namespaced,
    List<String> shortNames,
    List<String> subresources,
    List<Map.Entry<String, Function<JsonNode, String>>> columns) {
  /** All groups are served in this version. */
  static final String VERSION = "v1";

  /** What the product reads and writes, and what a person at its cluster looks at. */
  static final List<ApiKind> SERVED =
      List.of(
          new ApiKind("", "Namespace", "namespaces", false, List.of("ns"), List.of(), List.of()),
          new ApiKind(
              "",
              "Pod",
              "pods",
              true,
              List.of("po"),
              List.of("eviction", "status"),
              List.of(
                  entry("READY", ApiKind::readyContainers),
                  entry("STATUS", ApiKind::podStatus),
                  entry("RESTARTS", pod -> container(pod).path("restartCount").asText("0")))),
          new ApiKind("", "Service", "services", true, List.of("svc"), List.of(), List.of()),
          new ApiKind("", "ConfigMap", "configmaps", true, List.of("cm"), List.of(), List.of()),
          new ApiKind("", "Event", "events", true, List.of("ev"), List.of(), List.of()),
          new ApiKind(
              "apps",
              "Deployment",
              "deployments",
              true,
              List.of("deploy"),
              List.of("scale", "status"),
              List.of(
                  entry(
                      "READY",
                      deployment ->
                          number(deployment, "/status/readyReplicas")
                              + "/"
                              + number(deployment, "/spec/replicas")),
                  entry("AVAILABLE", deployment -> number(deployment, "/status/availableReplicas")),
                  entry("DEVICE", ApiKind::device))),
          new ApiKind(
              "coordination.k8s.io",
              "Lease",
              "leases",
              true,
              List.of(),
              List.of(),
              List.of(entry("HOLDER", lease -> lease.at("/spec/holderIdentity").asText()))),
          new ApiKind(
              "gateway.networking.k8s.io",
              "HTTPRoute",
              "httproutes",
              true,
              List.of(),
              List.of("status"),
              List.of(entry("WEIGHTS", ApiKind::weights))));

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/([^/]+))/" + VERSION + "/(?:namespaces/[^/]+/)?([^/]+)(?:/[^/]+)?");

  /** The kind of a collection's or an object's path; empty where it is none of these. */
  static Optional<ApiKind> of(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String group = parts.group(1) == null ? "" : parts.group(1);
    return SERVED.stream()
        .filter(kind -> kind.group.equals(group) && kind.plural.equals(parts.group(2)))
        .findFirst();
  }

  /** Group and version, as objects carry them. */
  String apiVersion() {
    return group.isEmpty() ? VERSION : group + "/" + VERSION;
  }

  String singular() {
    return kind.toLowerCase(Locale.ROOT);
  }

  /** Whether {@code kubectl get all} shows it. */
  boolean ofEveryDay() {
    return Set.of("Pod", "Service", "Deployment").contains(kind);
  }

  private static String readyContainers(JsonNode pod) {
    return (container(pod).path("ready").asBoolean() ? "1" : "0") + "/1";
  }

  /** As kubectl has it: what a container waits for says more than the phase. */
  private static String podStatus(JsonNode pod) {
    if (pod.path("metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    String waiting = container(pod).at("/state/waiting/reason").asText();
    return waiting.isEmpty() ? pod.at("/status/phase").asText("Pending") : waiting;
  }

  private static JsonNode container(JsonNode pod) {
    return pod.at("/status/containerStatuses/0");
  }

  private static String device(JsonNode deployment) {
    return deployment.path("metadata").path("annotations").path(Names.DEVICE).asText();
  }

  private static String number(JsonNode object, String pointer) {
    return object.at(pointer).asText("0");
  }

  private static String weights(JsonNode route) {
    StringBuilder weights = new StringBuilder();
    for (JsonNode backend : route.at("/spec/rules/0/backendRefs")) {
      weights
          .append(weights.length() == 0 ? "" : ",")
          .append(backend.path("name").asText())
          .append('=')
          .append(backend.path("weight").asText("1"));
    }
    return weights.toString();
  }
}
