package dev.sidestep.quickstart.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.quickstart.clock.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real kubectl at the embedded cluster: the commands of docs/console.md. */
@Tag("kubectl")
class KubectlIT {
  @TempDir Path dir;
  private EmbeddedKubernetes kubernetes;
  private Kubeconfig kubeconfig;
  private String kubectl;

  @BeforeEach
  void start() {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder, "kubectl"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      System.err.println("SKIPPED: the kubectl tests need kubectl in the PATH");
    }
    assumeTrue(found.isPresent(), "no kubectl");
    kubectl = found.get().toString();
    kubernetes =
        EmbeddedKubernetes.inMemory(new VirtualClock(Instant.parse("2026-01-01T00:00:00Z")));
    kubernetes.seed(
        new ClusterSeed(
            "models",
            List.of(
                new VariantSeed("minilm", "minilm-gpu", DeviceClass.GPU, "gpu-0", 1, 70, 1 << 30),
                new VariantSeed(
                    "minilm", "minilm-cpu", DeviceClass.CPU, "cpu-0", 0, 30, 1 << 30))));
    kubeconfig = Kubeconfig.write(dir.resolve(Kubeconfig.NAME), kubernetes.url(), "models");
  }

  @AfterEach
  void stop() {
    if (kubernetes != null) {
      kubeconfig.close();
      kubernetes.close();
    }
  }

  @Test
  void looks() throws Exception {
    assertThat(kubectl("get", "deployments")).contains("minilm-gpu").contains("0/1");
    assertThat(kubectl("get", "httproutes")).contains("minilm-gpu=70");
    assertThat(kubectl("get", "httproutes", "minilm", "-o", "yaml")).contains("weight: 70");
    assertThat(kubectl("get", "pods")).contains("No resources found in models namespace");
    assertThat(kubectl("get", "deploy", "-A", "--show-labels"))
        .contains("sidestep.dev/model=minilm");
    assertThat(kubectl("describe", "deployment", "minilm-gpu")).contains("sidestep/inference-node");
    assertThat(kubectl("describe", "httproute", "minilm")).contains("minilm-gpu");
    assertThat(kubectl("api-resources")).contains("httproutes").contains("deployments");
  }

  @Test
  void changes() throws Exception {
    assertThat(kubectl("scale", "deployment", "minilm-cpu", "--replicas=2")).contains("scaled");
    assertThat(
            kubernetes
                .client()
                .apps()
                .deployments()
                .inNamespace("models")
                .withName("minilm-cpu")
                .get()
                .getSpec()
                .getReplicas())
        .isEqualTo(2);
    assertThat(kubectl("annotate", "deployment", "minilm-cpu", "note=seen")).contains("annotated");
    Path freeze =
        Files.writeString(
            dir.resolve("freeze.json"),
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"sidestep-freeze\"}}");
    assertThat(kubectl("create", "--validate=false", "-f", freeze.toString())).contains("created");
    assertThat(kubectl("delete", "configmap", "sidestep-freeze")).contains("deleted");
    assertThat(kubectl("label", "namespace", "models", "sidestep.dev/managed-"))
        .contains("unlabeled");
    assertThat(kubernetes.client().namespaces().withName("models").get().getMetadata().getLabels())
        .doesNotContainKey(Names.MANAGED);
    assertThat(kubectl("label", "namespace", "models", "sidestep.dev/managed=true"))
        .contains("labeled");
  }

  private String kubectl(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                kubectl,
                "--kubeconfig",
                dir.resolve(Kubeconfig.NAME).toString(),
                "--cache-dir",
                dir.resolve("cache").toString()));
    command.addAll(List.of(arguments));
    Path out = dir.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s has ended", command).isTrue();
    String said = Files.readString(out, UTF_8);
    assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
    return said;
  }
}
