package dev.troupe.torchscript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.troupe.torchscript.StoredTensor.StorageSlice;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: the header's length in 8 bytes, a header in JSON of every tensor's
 * element type, shape and place, then the elements. As its specification demands, tensors fill the
 * rest of the file without overlaps or holes.
 */
final class SafetensorsReader {
  private static final int LENGTH_BYTES = 8;
  private static final long LONGEST_HEADER = 1 << 23;
  private static final int MOST_TENSORS = 100_000;
  private static final int LONGEST_NAME = 1024;
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Map<String, ElementType> TYPES =
      Map.of(
          "F32", ElementType.FLOAT,
          "F64", ElementType.DOUBLE,
          "F16", ElementType.HALF,
          "BF16", ElementType.BFLOAT16,
          "I64", ElementType.LONG,
          "I32", ElementType.INT,
          "I16", ElementType.SHORT,
          "I8", ElementType.CHAR,
          "U8", ElementType.BYTE,
          "BOOL", ElementType.BOOL);

  private final FileChannel channel;
  private final long size;
  private final String file;

  SafetensorsReader(FileChannel channel, long size, String file) {
    this.channel = channel;
    this.size = size;
    this.file = file;
  }

  /** Whether a file begins as this format does: no zip and no pickle has a brace there. */
  static boolean begins(FileChannel channel, long size) {
    if (size <= LENGTH_BYTES) {
      return false;
    }
    ByteCursor in = new ByteCursor(channel, 0, LENGTH_BYTES + 1);
    long length = in.int64();
    return in.unsignedByte() == '{' && length >>> 40 == 0;
  }

  /** Reads the header; tensors know where their elements lie. */
  Map<String, Object> read() {
    ByteCursor in = new ByteCursor(channel, 0, size);
    long length = in.int64();
    byte[] header = in.bytes(length, (int) LONGEST_HEADER, "its header");
    long start = in.position();
    Map<String, Object> tensors = new LinkedHashMap<>();
    List<Range> ranges = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : parse(header).properties()) {
      if (!entry.getKey().equals(METADATA)) {
        tensors.put(checked(entry.getKey()), tensor(entry, start, ranges));
      }
    }
    checkRanges(ranges, size - start);
    return tensors;
  }

  private static JsonNode parse(byte[] header) {
    try {
      JsonNode root = JSON.readTree(header);
      if (root == null || !root.isObject() || root.size() > MOST_TENSORS) {
        throw new MalformedException(
            "its header is no JSON object of at most %d tensors".formatted(MOST_TENSORS));
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new MalformedException("its header is no valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw MalformedException.unreadable(e);
    }
  }

  private static String checked(String name) {
    if (name.length() > LONGEST_NAME) {
      throw new MalformedException("a tensor's name is longer than " + LONGEST_NAME);
    }
    return name;
  }

  private record Range(String name, long begin, long end) {}

  /** The tensor, or what stands for one whose elements are of an unknown type. */
  private Object tensor(Map.Entry<String, JsonNode> entry, long start, List<Range> ranges) {
    String name = entry.getKey();
    JsonNode offsets = entry.getValue().path("data_offsets");
    JsonNode shape = entry.getValue().path("shape");
    JsonNode dtype = entry.getValue().path("dtype");
    if (!dtype.isTextual() || !shape.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw new MalformedException(
          "tensor %s lacks its dtype, its shape or its two data_offsets".formatted(name));
    }
    Range range = new Range(name, number(name, offsets.get(0)), number(name, offsets.get(1)));
    if (range.end() < range.begin() || range.end() > size - start) {
      throw new MalformedException(
          "tensor %s lies outside the file; expected offsets up to %d, found %d to %d"
              .formatted(name, size - start, range.begin(), range.end()));
    }
    ranges.add(range);
    String typeName = dtype.textValue();
    ElementType type = TYPES.get(typeName);
    if (type == null) {
      return new Placeholder("tensor of dtype " + typeName);
    }
    long[] sides = sides(name, shape);
    long count = count(name, sides);
    if (!BigInteger.valueOf(count)
        .multiply(BigInteger.valueOf(type.bytes()))
        .equals(BigInteger.valueOf(range.end() - range.begin()))) {
      throw new MalformedException(
          "tensor %s has the wrong size; expected %d elements of %s, found %d bytes"
              .formatted(name, count, typeName, range.end() - range.begin()));
    }
    Storage storage = new Storage(name, type, count);
    storage.foundAt(channel, start + range.begin(), ByteOrder.LITTLE_ENDIAN);
    return StoredTensor.view(file, new StorageSlice(storage, 0, count), 0, sides, strides(sides));
  }

  private static long[] sides(String name, JsonNode shape) {
    long[] sides = new long[shape.size()];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = number(name, shape.get(i));
    }
    return sides;
  }

  private static long number(String name, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new MalformedException(
          "tensor %s has a side or an offset that is no whole number of 0 or more".formatted(name));
    }
    return value.longValue();
  }

  private static long count(String name, long[] sides) {
    long count = 1;
    try {
      for (long side : sides) {
        count = Math.multiplyExact(count, side);
      }
      return count;
    } catch (ArithmeticException e) {
      throw new MalformedException("tensor %s has a huge shape".formatted(name));
    }
  }

  private static long[] strides(long[] sides) {
    long[] strides = new long[sides.length];
    long stride = 1;
    for (int i = sides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= Math.max(1, sides[i]);
    }
    return strides;
  }

  private static void checkRanges(List<Range> ranges, long bytes) {
    ranges.sort(Comparator.comparingLong(Range::begin).thenComparingLong(Range::end));
    long at = 0;
    for (Range range : ranges) {
      if (range.begin() != at) {
        throw new MalformedException(
            "tensor %s %s; expected it at %d, found it at %d"
                .formatted(
                    range.name(),
                    range.begin() < at ? "overlaps another" : "follows a hole",
                    at,
                    range.begin()));
      }
      at = range.end();
    }
    if (at != bytes) {
      throw new MalformedException(
          "it has bytes of no tensor at its end; expected %d, found %d".formatted(at, bytes));
    }
  }
}
