package dev.sidestep.replay.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidestep.contracts.DeviceClass;
import dev.sidestep.remediator.decide.Pace;
import dev.sidestep.remediator.decide.Policy;
import dev.sidestep.remediator.guard.Limits;
import dev.sidestep.remediator.place.PlacementSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final Policy USUAL = Policy.defaults("demo", "models");
  private static final Manifest MANIFEST = Manifest.of("fan-failure", 7, true, USUAL);

  @TempDir Path folder;

  @Test
  void givesBackEachStreamInItsOrder() throws IOException {
    try (RecordingWriter writer = new RecordingWriter(folder, MANIFEST)) {
      writer.append(Stream.FRAMES, new Recorded("device/demo/gpu-0", 2, bytes("a")));
      writer.append(Stream.WARNINGS, new Recorded("w1", 0, bytes("w")));
      writer.append(Stream.FRAMES, new Recorded("", 0, new byte[0]));
    }
    Recording recording = Recording.open(folder);
    assertThat(recording.manifest()).isEqualTo(MANIFEST);
    assertThat(recording.read(Stream.FRAMES))
        .extracting(Recorded::key, Recorded::tickSize, r -> new String(r.value(), UTF_8))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("device/demo/gpu-0", 2, "a"),
            org.assertj.core.groups.Tuple.tuple("", 0, ""));
    assertThat(recording.read(Stream.WARNINGS)).hasSize(1);
    assertThat(recording.read(Stream.OUTCOMES)).isEmpty();
  }

  @Test
  void tellsTheWholePolicyOfItsRemediator() throws IOException {
    Policy policy =
        new Policy(
            "demo",
            "models",
            new Limits(Duration.ofMinutes(5), 0.4, 4, Duration.ofMillis(90_500), 2.5),
            PlacementSettings.defaults().withSpeeds(Map.of(DeviceClass.CPU, 400.0)),
            new Pace(
                List.of(10, 100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ofSeconds(4),
                Duration.ofSeconds(7),
                Duration.ofSeconds(11)));
    new RecordingWriter(folder, Manifest.of("fan-failure", 7, true, policy)).close();

    assertThat(Recording.open(folder).manifest().policy()).isEqualTo(policy).isNotEqualTo(USUAL);
    assertThat(Files.readString(folder.resolve("recording.json")))
        .contains("\"maxAge\" : \"PT5M\"", "\"shiftPercents\" : [ 10, 100 ]");
  }

  @Test
  void anOldRecordingThatSaysNoPolicyHasTheUsualOne() throws IOException {
    PlacementSettings told =
        PlacementSettings.defaults().withSpeeds(Map.of(DeviceClass.CPU, 400.0));
    Policy policy = new Policy("demo", "models", USUAL.limits(), told, USUAL.pace());
    new RecordingWriter(folder, Manifest.of("fan-failure", 7, true, policy)).close();
    Path file = folder.resolve("recording.json");
    String upToPlacement = Files.readString(file).replaceFirst("(?s),\\s*\"limits\".*", "}");
    Files.writeString(file, upToPlacement);
    assertThat(Recording.open(folder).manifest().policy()).isEqualTo(policy);

    Files.writeString(file, upToPlacement.replaceFirst("(?s),\\s*\"placement\".*", "}"));
    assertThat(Recording.open(folder).manifest().policy()).isEqualTo(USUAL);
  }

  @Test
  void saysInOneLineWhatItsPolicyCannotBe() throws IOException {
    new RecordingWriter(folder, MANIFEST).close();
    Path file = folder.resolve("recording.json");
    String right = Files.readString(file);
    for (String wrong : List.of("\"-PT1S\"", "\"soon\"", "7")) {
      Files.writeString(file, right.replace("\"PT1M30S\"", wrong));
      assertThatThrownBy(() -> Recording.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ": ")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void leavesOutARecordThatAKillHasCutOff() throws IOException {
    try (RecordingWriter writer = new RecordingWriter(folder, MANIFEST)) {
      writer.append(Stream.FRAMES, new Recorded("k", 1, bytes("whole")));
      writer.append(Stream.FRAMES, new Recorded("k", 1, bytes("cut off")));
    }
    Path file = folder.resolve("frames.records");
    byte[] all = Files.readAllBytes(file);
    for (int missing = 1; missing < 15; missing++) {
      Files.write(file, Arrays.copyOf(all, all.length - missing));
      assertThat(Recording.open(folder).read(Stream.FRAMES)).as("%d missing", missing).hasSize(1);
    }
  }

  @Test
  void doesNotOverwriteARecording() throws IOException {
    new RecordingWriter(folder, MANIFEST).close();
    assertThatThrownBy(() -> new RecordingWriter(folder, MANIFEST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds a recording already; name another folder");
  }

  @Test
  void refusesGarbageANewerFormatAndAnEmptyFolder() throws IOException {
    assertThatThrownBy(() -> Recording.open(folder)).hasMessageContaining("demo --record DIR");
    new RecordingWriter(folder, MANIFEST).close();
    Files.write(folder.resolve("frames.records"), new byte[] {127, 0, 0, 0, 1, 2});
    assertThatThrownBy(() -> Recording.open(folder).read(Stream.FRAMES))
        .hasMessageContaining("is garbled");
    Path manifest = folder.resolve("recording.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"version\" : 1", "\"version\" : 2"));
    assertThatThrownBy(() -> Recording.open(folder)).hasMessageContaining("upgrade it");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
