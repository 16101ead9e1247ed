package dev.troupe.jobs.library;

import dev.troupe.inference.Appearance;
import dev.troupe.jobs.ContentHash;
import dev.troupe.media.FrameSize;
import dev.troupe.media.Picture;
import dev.troupe.motion.Keypoints;
import dev.troupe.problems.BadDataException;
import dev.troupe.source.HadoopFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A character as the library keeps it: its picture at the network's size, its keypoints and its
 * appearance encoding, as big-endian numbers behind a mark and in front of the SHA-256 of its name
 * and of all that.
 */
public final class AppearanceFile {
  private static final int MARK = 0x54524132;
  private static final String ENDING = ".bin";
  private static final int HASH_BYTES = 32;
  private static final int MOST_BYTES = 1 << 30;
  private static final int MOST_DIMENSIONS = 8;

  private AppearanceFile() {}

  /**
   * A character.
   *
   * @param picture of the network's frame size
   * @param appearance its encoding
   */
  public record EncodedSource(Picture picture, Appearance appearance) {}

  /**
   * Keeps a character.
   *
   * @param library where
   * @param key its name
   * @param character what is kept
   * @throws IOException if the library cannot be written
   */
  public static void write(Library library, String key, EncodedSource character)
      throws IOException {
    Appearance appearance = character.appearance();
    byte[] bgr = character.picture().bgr();
    float[] values = appearance.keypoints().values();
    float[] jacobians = appearance.keypoints().jacobians();
    Appearance.FloatTensor encoding = appearance.encoding();
    Appearance.FloatTensor small = appearance.small();
    int size =
        3 * Integer.BYTES
            + bgr.length
            + bytes(values.length)
            + bytes(jacobians.length)
            + bytes(encoding)
            + bytes(small);
    ByteBuffer out = ByteBuffer.allocate(size + HASH_BYTES);
    out.putInt(MARK).putInt(character.picture().width()).putInt(character.picture().height());
    out.put(bgr);
    put(out, values);
    put(out, jacobians);
    put(out, encoding);
    put(out, small);
    out.put(hash(key, out.array(), size));
    library.put(out.array(), library.appearance(key));
  }

  /**
   * Reads a character.
   *
   * @param file its place
   * @return the character
   * @throws BadDataException if the file is damaged
   * @throws IOException if it cannot be read
   */
  public static EncodedSource read(String file) throws IOException {
    byte[] bytes = content(file);
    int size = bytes.length - HASH_BYTES;
    byte[] hash = Arrays.copyOfRange(bytes, Math.max(0, size), bytes.length);
    if (size < 0 || !MessageDigest.isEqual(hash(key(file), bytes, size), hash)) {
      throw damaged(file, "its hash does not fit");
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes, 0, size);
      if (in.getInt() != MARK) {
        throw damaged(file, "it is of another format");
      }
      FrameSize frame = new FrameSize(in.getInt(), in.getInt());
      byte[] bgr = new byte[Math.multiplyExact(frame.width() * 3, frame.height())];
      in.get(bgr);
      Keypoints keypoints = new Keypoints(numbers(in), numbers(in));
      return new EncodedSource(
          new Picture(frame.width(), frame.height(), bgr),
          new Appearance(keypoints, tensor(in), tensor(in)));
    } catch (java.nio.BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException
        | NegativeArraySizeException e) {
      throw damaged(file, "a length in it is wrong");
    }
  }

  private static byte[] content(String file) throws IOException {
    try (SeekableByteChannel channel = HadoopFiles.input(file).open()) {
      if (channel.size() > MOST_BYTES) {
        throw damaged(file, "it is too long");
      }
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  private static BadDataException damaged(String file, String why) {
    return new BadDataException(
        "Cannot use the appearance %s: %s; the next run makes it again".formatted(file, why));
  }

  /** Of its name and content: a character under another's name is damage, too. */
  private static byte[] hash(String key, byte[] bytes, int length) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(name.length + 1 + length);
    all.put(name).put((byte) 0).put(bytes, 0, length).flip();
    return HexFormat.of().parseHex(ContentHash.of(all));
  }

  private static String key(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.substring(0, Math.max(0, name.length() - ENDING.length()));
  }

  private static int bytes(int numbers) {
    return Integer.BYTES + Math.multiplyExact(numbers, Float.BYTES);
  }

  private static int bytes(Appearance.FloatTensor tensor) {
    return Integer.BYTES + tensor.shape().length * Long.BYTES + bytes(tensor.data().length);
  }

  private static void put(ByteBuffer out, float[] numbers) {
    out.putInt(numbers.length);
    out.asFloatBuffer().put(numbers);
    out.position(out.position() + numbers.length * Float.BYTES);
  }

  private static void put(ByteBuffer out, Appearance.FloatTensor tensor) {
    out.putInt(tensor.shape().length);
    for (long side : tensor.shape()) {
      out.putLong(side);
    }
    put(out, tensor.data());
  }

  private static float[] numbers(ByteBuffer in) {
    int count = in.getInt();
    if (count < 0 || count > in.remaining() / Float.BYTES) {
      throw new IllegalArgumentException("a length of " + count);
    }
    float[] numbers = new float[count];
    in.asFloatBuffer().get(numbers);
    in.position(in.position() + count * Float.BYTES);
    return numbers;
  }

  private static Appearance.FloatTensor tensor(ByteBuffer in) {
    int dimensions = in.getInt();
    if (dimensions < 0 || dimensions > MOST_DIMENSIONS) {
      throw new IllegalArgumentException("%d dimensions".formatted(dimensions));
    }
    long[] shape = new long[dimensions];
    long product = 1;
    for (int i = 0; i < dimensions; i++) {
      shape[i] = in.getLong();
      product = Math.multiplyExact(product, shape[i]);
    }
    float[] data = numbers(in);
    if (product != data.length) {
      throw new IllegalArgumentException("a shape that is not its data's");
    }
    return new Appearance.FloatTensor(shape, data);
  }
}
