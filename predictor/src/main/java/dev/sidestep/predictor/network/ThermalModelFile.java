package dev.sidestep.predictor.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sidestep.predictor.feature.DeviceFeatures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A thermal model as bytes: a zip of the DL4J configuration, the parameters and what surrounds
 * them.
 *
 * <p>The same model gives the same bytes: entries are stored, not deflated, in a fixed order, under
 * a fixed time. (DL4J's own serializer writes the time of day.)
 */
public final class ThermalModelFile {
  private static final int FORMAT = 1;
  private static final String SURROUNDINGS = "model.json";
  private static final String CONFIGURATION = "configuration.json";
  private static final String PARAMETERS = "parameters.bin";

  /** 1980-01-01, the first instant that a zip can name, in no time zone. */
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** A name that ends in a version, as {@link #versioned} makes them. */
  private static final Pattern VERSIONED = Pattern.compile("(.+)-([0-9a-f]{8})");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ThermalModelFile() {}

  /** The bytes of a model. */
  public static byte[] write(ThermalModel model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, SURROUNDINGS, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(about(model)));
      put(zip, CONFIGURATION, model.network().configurationJson().getBytes(StandardCharsets.UTF_8));
      float[] parameters = model.network().parameters();
      ByteBuffer buffer = ByteBuffer.allocate(parameters.length * Float.BYTES);
      buffer.asFloatBuffer().put(parameters);
      put(zip, PARAMETERS, buffer.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The same model with a version in its name that only these numbers give. */
  public static ThermalModel versioned(ThermalModel model) {
    return model.named(model.name() + "-" + version(model));
  }

  private static String version(ThermalModel model) {
    CRC32 crc = new CRC32();
    crc.update(write(model));
    return "%08x".formatted(crc.getValue());
  }

  /**
   * The model of some bytes.
   *
   * @param origin where they came from, for the message
   * @throws UnusableModelException when they are no model, one for other features, or one whose
   *     name carries a version that its numbers do not give
   */
  public static ThermalModel read(byte[] bytes, String origin) {
    try {
      Map<String, byte[]> entries = entries(bytes);
      JsonNode about = JSON.readTree(entry(entries, SURROUNDINGS));
      check(about, origin);
      ThermalModel model =
          new ThermalModel(
              about.get("name").textValue(),
              new Standardization(floats(about.get("centre")), floats(about.get("scale"))),
              new Calibration(doubles(about.get("lower")), doubles(about.get("upper"))),
              Dl4jNetwork.of(
                  new String(entry(entries, CONFIGURATION), StandardCharsets.UTF_8),
                  parameters(entry(entries, PARAMETERS))));
      checkVersion(model, origin);
      return model;
    } catch (UnusableModelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new UnusableModelException(
          "model %s is damaged (%s); restore the file or train it anew with ./sidestep train"
              .formatted(origin, firstLine(e)),
          e);
    }
  }

  private static ObjectNode about(ThermalModel model) {
    ObjectNode about = JSON.createObjectNode();
    about.put("format", FORMAT);
    about.put("name", model.name());
    about.set("features", JSON.valueToTree(DeviceFeatures.NAMES));
    about.set("horizonsSeconds", JSON.valueToTree(Heads.HORIZONS));
    about.set("centre", JSON.valueToTree(model.scales().centre()));
    about.set("scale", JSON.valueToTree(model.scales().scale()));
    about.set("lower", JSON.valueToTree(model.calibration().lower()));
    about.set("upper", JSON.valueToTree(model.calibration().upper()));
    return about;
  }

  private static void check(JsonNode about, String origin) {
    int format = about.path("format").asInt();
    if (format != FORMAT) {
      throw new UnusableModelException(
          "model %s has format %d; this version reads %d, train it anew with ./sidestep train"
              .formatted(origin, format, FORMAT));
    }
    List<String> features =
        JSON.convertValue(
            about.get("features"),
            JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    if (!DeviceFeatures.NAMES.equals(features)
        || !JSON.valueToTree(Heads.HORIZONS).equals(about.get("horizonsSeconds"))) {
      throw new UnusableModelException(
          "model %s was trained on other features or horizons; train it anew with ./sidestep train"
              .formatted(origin));
    }
  }

  private static void checkVersion(ThermalModel model, String origin) {
    Matcher name = VERSIONED.matcher(model.name());
    if (!name.matches()) {
      return;
    }
    String version = version(model.named(name.group(1)));
    if (!version.equals(name.group(2))) {
      throw new UnusableModelException(
          ("model %s is named %s but its numbers give version %s; restore the file or train it anew"
                  + " with ./sidestep train")
              .formatted(origin, model.name(), version));
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(FIXED_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static Map<String, byte[]> entries(byte[] bytes) throws IOException {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws IOException {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new IOException("it has no " + name);
    }
    return content;
  }

  private static float[] parameters(byte[] content) {
    float[] parameters = new float[content.length / Float.BYTES];
    ByteBuffer.wrap(content).asFloatBuffer().get(parameters);
    return parameters;
  }

  private static float[] floats(JsonNode node) {
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).floatValue();
    }
    return values;
  }

  private static double[] doubles(JsonNode node) {
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = node.get(i).doubleValue();
    }
    return values;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
