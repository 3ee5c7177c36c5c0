package dev.sidestep.node;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.sidestep.testkit.Walls;

@AnalyzeClasses(packages = "dev.sidestep.node", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule PURE =
      Walls.pure(
          "dev.sidestep.node.pod",
          "dev.sidestep.node.fault",
          "dev.sidestep.node.text",
          "dev.sidestep.node.device");

  @ArchTest static final ArchRule ONNX = Walls.onlyIn("ai.onnxruntime..", "Onnx[A-Za-z]*");
  @ArchTest static final ArchRule OSHI = Walls.onlyIn("oshi..", "Oshi[A-Za-z]*");
  @ArchTest static final ArchRule KAFKA = Walls.onlyIn("org.apache.kafka..", "Kafka[A-Za-z]*");

  @ArchTest
  static final ArchRule HTTP_SERVER =
      Walls.onlyIn("com.sun.net.httpserver..", "Http[A-Za-z]*", "EmbeddingsRequest");

  @ArchTest static final ArchRule HTTP_CLIENT = Walls.onlyIn("java.net.http..", "Http[A-Za-z]*");
  @ArchTest static final ArchRule NO_WALL_CLOCK = Walls.noWallClock("nobody");
  @ArchTest static final ArchRule ALONE = Walls.knowsNoOtherService("dev.sidestep.node");
  @ArchTest static final ArchRule NO_CYCLES = Walls.noCycles("dev.sidestep.node");
}
