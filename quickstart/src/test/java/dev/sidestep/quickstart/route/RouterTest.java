package dev.sidestep.quickstart.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouterTest {
  private final Router router = new Router();

  @Test
  void givesEachVariantItsShareSmoothly() {
    update(backend("cpu", 25, "cpu-0"), backend("gpu", 75, "gpu-0"));
    assertThat(variants(8)).isEqualTo("gpu,cpu,gpu,gpu,gpu,cpu,gpu,gpu");
  }

  @Test
  void goesRoundAmongThePodsOfAVariant() {
    update(backend("gpu", 100, "gpu-0", "gpu-1", "gpu-2"));
    assertThat(pods(6)).containsExactly("gpu-0", "gpu-1", "gpu-2", "gpu-0", "gpu-1", "gpu-2");
  }

  @Test
  void passesOverVariantsThatHaveNoReadyPodAndThoseWithoutWeight() {
    update(backend("cpu", 50), backend("gpu", 50, "gpu-0"), backend("npu", 0, "npu-0"));
    assertThat(pods(4)).containsOnly("gpu-0");
    update(backend("cpu", 100), backend("npu", 0, "npu-0"));
    assertThat(router.route("m")).isEmpty();
    assertThat(router.route("unknown")).isEmpty();
  }

  @Test
  void keepsTheSharesOverAChangeOfWeights() {
    update(backend("cpu", 0, "cpu-0"), backend("gpu", 100, "gpu-0"));
    pods(7);
    update(backend("cpu", 50, "cpu-0"), backend("gpu", 50, "gpu-0"));
    Map<String, Long> counts =
        pods(100).stream().collect(Collectors.groupingBy(pod -> pod, Collectors.counting()));
    assertThat(counts).containsEntry("cpu-0", 50L).containsEntry("gpu-0", 50L);
  }

  @Test
  void keepsClearOfPodsThatJustFailed() {
    update(backend("cpu", 10, "cpu-0"), backend("gpu", 90, "gpu-0", "gpu-1"));
    assertThat(router.route("m", Set.of("gpu-0", "gpu-1")).map(Endpoint::pod)).contains("cpu-0");
    assertThat(router.route("m", Set.of("gpu-0", "gpu-1", "cpu-0"))).isEmpty();
  }

  private void update(Backend... backends) {
    router.update(Map.of("m", List.of(backends)));
  }

  private String variants(int requests) {
    return IntStream.range(0, requests)
        .mapToObj(i -> router.route("m").map(Endpoint::variant).orElse("none"))
        .collect(Collectors.joining(","));
  }

  private List<String> pods(int requests) {
    return IntStream.range(0, requests)
        .mapToObj(i -> router.route("m"))
        .flatMap(Optional::stream)
        .map(Endpoint::pod)
        .toList();
  }

  private static Backend backend(String variant, int weight, String... pods) {
    return new Backend(
        variant,
        weight,
        Stream.of(pods).map(pod -> new Endpoint("m", variant, pod, "127.0.0.1", 1)).toList());
  }
}
