package dev.sidestep.replay.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Duration;

/** {@code recording.json}; its times are ISO 8601, for example {@code PT1M30S}. */
final class ManifestJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Duration.class, ToStringSerializer.instance)
                  .addDeserializer(Duration.class, new IsoDuration()))
          .build();

  private ManifestJson() {}

  static String write(Manifest manifest) throws JsonProcessingException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
  }

  /** Throws where the text says nothing that a manifest may say. */
  static Manifest read(String json) throws JsonProcessingException {
    return JSON.readValue(json, Manifest.class);
  }

  private static final class IsoDuration extends FromStringDeserializer<Duration> {
    private static final long serialVersionUID = 1;

    IsoDuration() {
      super(Duration.class);
    }

    @Override
    protected Duration _deserialize(String text, DeserializationContext context) {
      return Duration.parse(text);
    }
  }
}
