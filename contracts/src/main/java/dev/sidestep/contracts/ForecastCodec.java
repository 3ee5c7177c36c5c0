package dev.sidestep.contracts;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link Forecast} as compact binary, schema version 1: target, signal code, issue instant (ms
 * since the epoch), model, then horizon (ms), P10, P50 and P90 for each horizon.
 */
public final class ForecastCodec {
  private static final BinaryRecord ENVELOPE = new BinaryRecord("forecast", 'P', 1, 0);

  private ForecastCodec() {}

  public static byte[] encode(Forecast forecast) {
    return ENVELOPE.encode(
        out -> {
          BinaryRecord.writeTarget(out, forecast.target());
          out.writeShort(forecast.signal().code());
          out.writeLong(forecast.issuedAt().toEpochMilli());
          out.writeUTF(forecast.model());
          out.writeByte(forecast.horizons().size());
          for (Quantiles at : forecast.horizons()) {
            out.writeLong(at.horizon().toMillis());
            out.writeDouble(at.p10());
            out.writeDouble(at.p50());
            out.writeDouble(at.p90());
          }
        });
  }

  /**
   * Reads what {@link #encode} writes.
   *
   * @throws UnreadableRecordException when the bytes are no forecast of a version known here
   */
  public static Forecast decode(byte[] bytes) {
    return ENVELOPE.decode(bytes, ForecastCodec::read);
  }

  private static Forecast read(DataInputStream in) throws IOException {
    Target target = BinaryRecord.readTarget(in);
    int code = in.readUnsignedShort();
    Signal signal =
        Signal.byCode(code)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "signal code " + code + " is not in the catalogue"));
    Instant issuedAt = Instant.ofEpochMilli(in.readLong());
    String model = in.readUTF();
    int count = in.readUnsignedByte();
    List<Quantiles> horizons = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Duration horizon = Duration.ofMillis(in.readLong());
      horizons.add(new Quantiles(horizon, in.readDouble(), in.readDouble(), in.readDouble()));
    }
    return new Forecast(target, signal, issuedAt, horizons, model);
  }
}
