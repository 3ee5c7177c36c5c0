package dev.sidestep.quickstart.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client asks first: which version this is, which groups there are, which kinds in them. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");
  private static final Pattern GROUP = Pattern.compile("/apis/([^/]+)");
  private static final Pattern VERSION_OF_GROUP =
      Pattern.compile("/(?:api|apis/([^/]+))/" + ApiKind.VERSION);

  private Discovery() {}

  /** The document at a path; empty where it is none of discovery's, or of a group unknown here. */
  static Optional<Map<String, Object>> at(String path) {
    return switch (path) {
      case "/version" ->
          Optional.of(
              Map.of("major", "1", "minor", "34", "gitVersion", "v1.34.0+sidestep-embedded"));
      case "/api" ->
          Optional.of(Map.of("kind", "APIVersions", "versions", List.of(ApiKind.VERSION)));
      case "/apis" ->
          Optional.of(
              Map.of(
                  "kind",
                  "APIGroupList",
                  "apiVersion",
                  "v1",
                  "groups",
                  groups().stream().map(Discovery::group).toList()));
      default -> ofGroup(path);
    };
  }

  private static Optional<Map<String, Object>> ofGroup(String path) {
    Matcher group = GROUP.matcher(path);
    if (group.matches() && groups().contains(group.group(1))) {
      return Optional.of(group(group.group(1)));
    }
    Matcher version = VERSION_OF_GROUP.matcher(path);
    return version.matches()
        ? resources(version.group(1) == null ? "" : version.group(1))
        : Optional.empty();
  }

  private static List<String> groups() {
    return ApiKind.SERVED.stream()
        .map(ApiKind::group)
        .filter(group -> !group.isEmpty())
        .distinct()
        .toList();
  }

  private static Map<String, Object> group(String name) {
    Map<String, String> version =
        Map.of("groupVersion", name + "/" + ApiKind.VERSION, "version", ApiKind.VERSION);
    return Map.of(
        "kind",
        "APIGroup",
        "apiVersion",
        "v1",
        "name",
        name,
        "versions",
        List.of(version),
        "preferredVersion",
        version);
  }

  private static Optional<Map<String, Object>> resources(String group) {
    List<ApiKind> kinds =
        ApiKind.SERVED.stream().filter(kind -> kind.group().equals(group)).toList();
    if (kinds.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, Object>> resources = new ArrayList<>();
    for (ApiKind kind : kinds) {
      resources.add(
          Map.of(
              "name",
              kind.plural(),
              "singularName",
              kind.singular(),
              "namespaced",
              kind.namespaced(),
              "kind",
              kind.kind(),
              "shortNames",
              kind.shortNames(),
              "categories",
              kind.ofEveryDay() ? List.of("all") : List.of(),
              "verbs",
              VERBS));
      kind.subresources().forEach(sub -> resources.add(subresource(kind, sub)));
    }
    return Optional.of(
        Map.of(
            "kind",
            "APIResourceList",
            "apiVersion",
            "v1",
            "groupVersion",
            kinds.get(0).apiVersion(),
            "resources",
            resources));
  }

  private static Map<String, Object> subresource(ApiKind owner, String name) {
    return switch (name) {
      case "scale" ->
          subresource(owner, name, "autoscaling", "Scale", List.of("get", "patch", "update"));
      case "eviction" -> subresource(owner, name, "policy", "Eviction", List.of("create"));
      default -> subresource(owner, name, owner.group(), owner.kind(), List.of("patch", "update"));
    };
  }

  private static Map<String, Object> subresource(
      ApiKind owner, String name, String group, String kind, List<String> verbs) {
    return Map.of(
        "name",
        owner.plural() + "/" + name,
        "singularName",
        "",
        "namespaced",
        owner.namespaced(),
        "group",
        group,
        "version",
        "v1",
        "kind",
        kind,
        "verbs",
        verbs);
  }
}
