package dev.troupe.media;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells still images from moving ones and puts numbered ones in order. */
final class StillImages {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "gif", "heic", "heif", "avif");
  private static final Set<String> HEIF_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "mif1", "mif2", "avif");
  private static final Pattern PARTS = Pattern.compile("\\d+|\\D+");
  private static final int HEAD_BYTES = 4096;
  private static final int WEBP_FLAGS = 20;
  private static final int ANIMATED = 2;

  private StillImages() {}

  /**
   * Whether a file is a single image, by its first bytes: PNG, JPEG, BMP, TIFF, WebP, HEIC or AVIF.
   *
   * @throws dev.troupe.problems.BadDataException if it cannot be opened, or is an animated WebP,
   *     which FFmpeg does not decode
   */
  static boolean isSingle(MediaInput input) {
    try (SeekableByteChannel channel = Faults.open(input)) {
      ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) > 0) {
        // until full or at the end
      }
      String head = new String(bytes.array(), StandardCharsets.ISO_8859_1);
      if (head.startsWith("WEBPVP8X", 8) && (bytes.get(WEBP_FLAGS) & ANIMATED) != 0) {
        throw Faults.cannotRead(input, "expected a video or a GIF, found an animated WebP");
      }
      return isStill(head) || (isHeif(head) && HeifBoxes.primaryItem(input).isPresent());
    } catch (IOException e) {
      throw Faults.translate(input, e);
    }
  }

  private static boolean isStill(String head) {
    if (head.startsWith("\u0089PNG\r\n")) {
      return !head.contains("acTL"); // announces an animated PNG
    }
    if (head.startsWith("BM")) {
      return head.charAt(14) >= 12 && head.charAt(15) == 0; // the length of the second header
    }
    return head.startsWith("\u00ff\u00d8\u00ff")
        || head.startsWith("II*\0")
        || head.startsWith("MM\0*")
        || (head.startsWith("RIFF") && head.startsWith("WEBP", 8));
  }

  private static boolean isHeif(String head) {
    return head.startsWith("ftyp", 4) && HEIF_BRANDS.contains(head.substring(8, 12));
  }

  /** The images among file names, in the order of the numbers in them. */
  static List<String> numbered(List<String> fileNames) {
    return fileNames.stream()
        .filter(StillImages::isImageName)
        .sorted(StillImages::compareNaturally)
        .toList();
  }

  private static boolean isImageName(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static int compareNaturally(String first, String second) {
    Matcher a = PARTS.matcher(first);
    Matcher b = PARTS.matcher(second);
    while (a.find()) {
      if (!b.find()) {
        return 1;
      }
      int order = compareParts(a.group(), b.group());
      if (order != 0) {
        return order;
      }
    }
    return b.find() ? -1 : Comparator.<String>naturalOrder().compare(first, second);
  }

  private static int compareParts(String first, String second) {
    boolean numbers = Character.isDigit(first.charAt(0)) && Character.isDigit(second.charAt(0));
    return numbers
        ? new BigInteger(first).compareTo(new BigInteger(second))
        : first.compareTo(second);
  }
}
