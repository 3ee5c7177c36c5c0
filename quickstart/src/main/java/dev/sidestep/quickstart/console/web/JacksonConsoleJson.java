package dev.sidestep.quickstart.console.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.sidestep.quickstart.console.ConsoleView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A view as the page reads it: instants are milliseconds since the epoch, durations seconds, a
 * value that is not known is null.
 */
final class JacksonConsoleJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new Millis())
                  .addSerializer(Duration.class, new Seconds()))
          .build();

  private JacksonConsoleJson() {}

  static byte[] write(ConsoleView view) {
    try {
      return MAPPER.writeValueAsBytes(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view of plain records could not be written", e);
    }
  }

  private static final class Millis extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider ignored)
        throws IOException {
      out.writeNumber(value.toEpochMilli());
    }
  }

  private static final class Seconds extends JsonSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator out, SerializerProvider ignored)
        throws IOException {
      out.writeNumber(value.toMillis() / 1000.0);
    }
  }
}
