package dev.sidestep.quickstart.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a cluster starts with: a namespace and the variants of the models in it. */
public record ClusterSeed(String namespace, List<VariantSeed> variants) {
  public ClusterSeed {
    variants = List.copyOf(variants);
    byModel(variants)
        .forEach(
            (model, of) -> {
              int sum = of.stream().mapToInt(VariantSeed::weight).sum();
              if (sum != 100) {
                throw new IllegalArgumentException(
                    "weights of model " + model + " add up to " + sum + "; make it 100");
              }
            });
  }

  Map<String, List<VariantSeed>> models() {
    return byModel(variants);
  }

  private static Map<String, List<VariantSeed>> byModel(List<VariantSeed> variants) {
    return variants.stream()
        .collect(Collectors.groupingBy(VariantSeed::model, TreeMap::new, Collectors.toList()));
  }
}
