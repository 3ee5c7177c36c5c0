package dev.sidestep.remediator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code deploy/rbac.yaml} says; {@code KubernetesControlPlaneIT} shows what it does. */
class KubernetesRightsTest {
  private final List<HasMetadata> objects = read();

  @Test
  void grantsWhatTheCodeUsesAndNothingMore() {
    Map<String, List<String>> verbs =
        only(Role.class).getRules().stream()
            .collect(Collectors.toMap(rule -> rule.getResources().get(0), rule -> rule.getVerbs()));

    assertThat(verbs)
        .isEqualTo(
            Map.of(
                "deployments", List.of("get", "list"),
                "deployments/scale", List.of("patch"),
                "httproutes", List.of("get", "list", "patch"),
                "pods", List.of("get", "list", "patch"),
                "configmaps", List.of("get")));
  }

  @Test
  void comparesEveryFieldOfARouteButItsWeights() {
    String compared =
        only(ValidatingAdmissionPolicy.class).getSpec().getValidations().stream()
            .filter(validation -> validation.getMessage().contains("of a route"))
            .findFirst()
            .orElseThrow()
            .getExpression();

    for (String field : List.of("parentRefs", "hostnames")) {
      assertThat(compared).contains("object.spec.?" + field);
    }
    for (String field : List.of("name", "matches", "filters", "timeouts")) {
      assertThat(compared).contains("r.?" + field);
    }
    for (String field : List.of("group", "kind", "name", "namespace", "port", "filters")) {
      assertThat(compared).contains("b.?" + field);
    }
  }

  private <T> T only(Class<T> kind) {
    return objects.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  private static List<HasMetadata> read() {
    try (InputStream file = Files.newInputStream(Path.of("..", "deploy", "rbac.yaml"))) {
      return new KubernetesSerialization().unmarshal(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
