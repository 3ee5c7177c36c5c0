package dev.sidestep.quickstart.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.quickstart.clock.VirtualClock;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kubectl asks before and besides what it is told to do, over HTTP. */
class DiscoveryTest {
  private static final String TABLE =
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

  private final ObjectMapper mapper = new ObjectMapper();
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private EmbeddedKubernetes kubernetes;
  private HttpClient http;

  @BeforeEach
  void start() {
    kubernetes = EmbeddedKubernetes.inMemory(clock);
    http = HttpClient.newHttpClient();
    kubernetes.seed(
        new ClusterSeed(
            "models",
            List.of(
                new VariantSeed("minilm", "minilm-gpu", DeviceClass.GPU, "gpu-0", 1, 70, 1 << 30),
                new VariantSeed(
                    "minilm", "minilm-cpu", DeviceClass.CPU, "cpu-0", 0, 30, 1 << 30))));
  }

  @AfterEach
  void stop() {
    kubernetes.close();
  }

  @Test
  void tellsItsVersionAndGroups() throws Exception {
    assertThat(get("version").at("/gitVersion").asText()).startsWith("v1.").contains("sidestep");
    assertThat(get("api").at("/versions").toString()).isEqualTo("[\"v1\"]");
    assertThat(get("apis").at("/groups").findValuesAsText("name"))
        .containsExactly("apps", "coordination.k8s.io", "gateway.networking.k8s.io");
    assertThat(get("apis/apps").at("/preferredVersion/groupVersion").asText()).isEqualTo("apps/v1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api/v1 | namespaces pods pods/eviction pods/status services configmaps events",
        "apis/apps/v1 | deployments deployments/scale deployments/status",
        "apis/coordination.k8s.io/v1 | leases",
        "apis/gateway.networking.k8s.io/v1 | httproutes httproutes/status"
      })
  void tellsTheKindsOfAGroup(String path, String names) throws Exception {
    JsonNode list = get(path);
    assertThat(list.at("/kind").asText()).isEqualTo("APIResourceList");
    assertThat(list.at("/groupVersion").asText()).isEqualTo(path.replaceFirst("^apis?/", ""));
    assertThat(list.at("/resources").findValuesAsText("name")).containsExactly(names.split(" "));
    list.at("/resources")
        .forEach(
            resource -> {
              assertThat(resource.at("/kind").asText()).as(resource.toString()).isNotEmpty();
              assertThat(resource.at("/verbs")).as(resource.toString()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"apis/batch", "apis/batch/v1", "apis/apps/v2", "api/v2"})
  void doesNotKnowOtherGroups(String path) throws Exception {
    assertThat(ask(path, "application/json").statusCode()).isEqualTo(404);
  }

  @Test
  void printsTablesWithTheAgesOfItsOwnTime() throws Exception {
    clock.advance(Duration.ofMinutes(5));
    JsonNode table = table("apis/apps/v1/namespaces/models/deployments?limit=500");
    assertThat(table.at("/kind").asText()).isEqualTo("Table");
    assertThat(table.at("/columnDefinitions").findValuesAsText("name"))
        .containsExactly("Name", "READY", "AVAILABLE", "DEVICE", "Age");
    assertThat(table.at("/rows").findValues("cells").stream().map(JsonNode::toString))
        .containsExactlyInAnyOrder(
            "[\"minilm-gpu\",\"0/1\",\"0\",\"gpu-0\",\"5m\"]",
            "[\"minilm-cpu\",\"0/0\",\"0\",\"cpu-0\",\"5m\"]");
    assertThat(table.at("/rows/0/object/metadata/name").asText()).startsWith("minilm-");

    assertThat(
            table("apis/gateway.networking.k8s.io/v1/namespaces/models/httproutes/minilm")
                .at("/rows/0/cells")
                .toString())
        .contains("minilm-gpu=70")
        .contains("minilm-cpu=30");
    assertThat(table("api/v1/namespaces").at("/rows")).hasSize(1);
  }

  @Test
  void aTableOfWhatIsNotThereIsNotFound() throws Exception {
    assertThat(ask("api/v1/namespaces/models/pods/nobody", TABLE).statusCode()).isEqualTo(404);
    assertThat(table("api/v1/namespaces/models/pods").at("/rows")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "apis/apps/v1/namespaces/models/deployments, DeploymentList, apps/v1",
    "api/v1/namespaces/models/events, EventList, v1",
    "api/v1/pods?labelSelector=a%3Db, PodList, v1"
  })
  void listsSayWhatTheyAreListsOf(String path, String kind, String version) throws Exception {
    assertThat(get(path).at("/kind").asText()).isEqualTo(kind);
    assertThat(get(path).at("/apiVersion").asText()).isEqualTo(version);
  }

  @Test
  void theKubeconfigIsThereWhileTheClusterRuns(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("kubeconfig");
    try (Kubeconfig written = Kubeconfig.write(file, kubernetes.url(), "models")) {
      assertThat(written).isNotNull();
      Config read = Config.fromKubeconfig(file.toFile());
      assertThat(read.getMasterUrl()).isEqualTo(kubernetes.url());
      assertThat(read.getNamespace()).isEqualTo("models");
    }
    assertThat(Files.exists(file)).isFalse();
  }

  private JsonNode table(String path) throws Exception {
    HttpResponse<String> answer = ask(path, TABLE);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return mapper.readTree(answer.body());
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = ask(path, "application/json");
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return mapper.readTree(answer.body());
  }

  private HttpResponse<String> ask(String path, String accept) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(kubernetes.url() + path))
            .header("Accept", accept)
            .build(),
        HttpResponse.BodyHandlers.ofString(UTF_8));
  }
}
