package dev.troupe.inference;

import dev.troupe.torchscript.Checkpoint;
import dev.troupe.torchscript.StoredTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A checkpoint's networks as one flat safetensors file, as they are published. */
final class SafetensorsFile {
  private SafetensorsFile() {}

  static void write(Path checkpoint, Path file, String... networks) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream elements = new ByteArrayOutputStream();
    try (Checkpoint open = Checkpoint.open(checkpoint)) {
      for (String network : networks) {
        for (Map.Entry<String, StoredTensor> tensor : open.tensors(network).entrySet()) {
          int begin = elements.size();
          float[] values = tensor.getValue().floats();
          ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(values);
          elements.writeBytes(bytes.array());
          lines.add(
              "\"%s.%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                  .formatted(
                      network,
                      tensor.getKey(),
                      tensor.getValue().shape(),
                      begin,
                      elements.size()));
        }
      }
    }
    byte[] header = ("{" + String.join(",", lines) + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer all =
        ByteBuffer.allocate(8 + header.length + elements.size()).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(header.length).put(header).put(elements.toByteArray());
    Files.write(file, all.array());
  }
}
