package dev.troupe.batch;

import dev.troupe.process.S3Bucket;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A studio's night: ten characters and eighteen clips of odd but good kinds, each character with
 * each clip, and twenty items whose source or clip is broken, each in another way.
 */
final class Night {
  static final int GOOD = 180;
  static final int BROKEN = 20;
  static final int ITEMS = GOOD + BROKEN;

  private static final List<String> ODD_CLIPS =
      List.of("joined.ts", "restart.flv", "long-sei.mp4", "hlg.mov", "interlaced.mp4");

  private final Path folder;
  private final Map<String, byte[]> characters = new LinkedHashMap<>();
  private final Map<String, byte[]> clips = new LinkedHashMap<>();
  private final Map<String, BrokenFiles.Broken> brokenSources;
  private final Map<String, BrokenFiles.Broken> brokenDrivings;

  /**
   * A night whose files are made here.
   *
   * @param folder an empty folder
   */
  Night(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    byte[] nina = resource("/company/nina.png");
    byte[] speaks = resource("/company/speaks.mp4");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(nina));
    characters.put("nina.png", nina);
    characters.put("otto.png", resource("/company/otto.png"));
    characters.put("pia.png", resource("/company/pia.png"));
    characters.put("adobe.png", resource("/night/adobe.png"));
    for (String format : List.of("jpg", "bmp", "tif", "gif")) {
      characters.put("nina-" + format + "." + format, BrokenFiles.encode(image, format));
    }
    characters.put("wide.png", BrokenFiles.encode(canvas(image, 200, 120), "png"));
    characters.put(
        "tall name, with a comma.png", BrokenFiles.encode(canvas(image, 90, 160), "png"));
    clips.put("speaks.mp4", speaks);
    clips.put("uneven.mp4", resource("/company/uneven.mp4"));
    for (String clip : ODD_CLIPS) {
      clips.put(clip, resource("/night/" + clip));
    }
    for (int i = 0; clips.size() < GOOD / characters.size(); i++) {
      clips.put("moves-%d.gif".formatted(i), gif(image, 3 + i % 4, 1 + i));
    }
    brokenSources = BrokenFiles.sources(nina);
    brokenDrivings = BrokenFiles.drivings(speaks, resource("/company/cut.mp4"));
  }

  /** Puts the inputs into a bucket, and a manifest whose outputs go to the same bucket. */
  void moveInto(S3Bucket bucket) throws IOException {
    for (Map.Entry<String, byte[]> file : characters.entrySet()) {
      put(bucket, "in/" + file.getKey(), file.getValue());
    }
    for (Map.Entry<String, byte[]> file : clips.entrySet()) {
      put(bucket, "in/" + file.getKey(), file.getValue());
    }
    for (Map.Entry<String, BrokenFiles.Broken> file : brokenSources.entrySet()) {
      put(bucket, "in/" + file.getKey(), file.getValue().bytes());
    }
    for (Map.Entry<String, BrokenFiles.Broken> file : brokenDrivings.entrySet()) {
      put(bucket, "in/" + file.getKey(), file.getValue().bytes());
    }
    put(bucket, "in/folder.png/notes.txt", "a folder\n".getBytes(StandardCharsets.UTF_8));
    put(bucket, "night.csv", String.join("\n", manifest()).getBytes(StandardCharsets.UTF_8));
  }

  /** Puts good files in the place of three broken ones: two sources and a clip. */
  void mendThree(S3Bucket bucket) throws IOException {
    put(bucket, "in/half.png", characters.get("otto.png"));
    put(bucket, "in/words.png", characters.get("pia.png"));
    put(bucket, "in/cut.mp4", clips.get("uneven.mp4"));
  }

  /** What each broken item's failure must match, by the name of its output. */
  Map<String, String> sentences() {
    Map<String, String> sentences = new LinkedHashMap<>();
    brokenSources.forEach(
        (name, broken) -> sentences.put(output(name, "x"), sentence(name, broken.sentence())));
    sentences.put(output("folder.png", "x"), sentence("folder.png", "Cannot read .*%s.*"));
    brokenDrivings.forEach(
        (name, broken) -> sentences.put(output("x", name), sentence(name, broken.sentence())));
    sentences.put(output("x", "gone.mp4"), sentence("gone.mp4", "Cannot read .*%s: .*no such.*"));
    return sentences;
  }

  /** The outputs of the good items, by key. */
  List<String> outputs() {
    List<String> outputs = new ArrayList<>();
    for (String character : characters.keySet()) {
      for (String clip : clips.keySet()) {
        outputs.add(output(character, clip));
      }
    }
    return outputs;
  }

  static String output(String character, String clip) {
    return "out/%s--%s.mp4".formatted(word(character), word(clip));
  }

  private List<String> manifest() {
    List<String> lines = new ArrayList<>(List.of("source,driving,output,end"));
    for (String character : characters.keySet()) {
      for (String clip : clips.keySet()) {
        // One character performs whole clips, so that sound that steps back is in them.
        String end = character.equals("nina.png") ? "" : "0.2";
        lines.add(line(character, clip, output(character, clip), end));
      }
    }
    for (String name : brokenSources.keySet()) {
      lines.add(line(name, "moves-0.gif", output(name, "x"), "0.2"));
    }
    lines.add(line("folder.png", "moves-0.gif", output("folder.png", "x"), "0.2"));
    for (String name : brokenDrivings.keySet()) {
      lines.add(line("nina.png", name, output("x", name), ""));
    }
    lines.add(line("nina.png", "gone.mp4", output("x", "gone.mp4"), ""));
    return lines;
  }

  private static String line(String source, String driving, String output, String end) {
    return "\"in/%s\",\"in/%s\",\"%s\",%s".formatted(source, driving, output, end);
  }

  private static String sentence(String name, String pattern) {
    return pattern.formatted(java.util.regex.Pattern.quote(name));
  }

  private static String word(String name) {
    return name.replaceAll("[^A-Za-z0-9.]+", "_");
  }

  private void put(S3Bucket bucket, String key, byte[] bytes) throws IOException {
    bucket.put(Files.write(folder.resolve("file"), bytes), key);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Night.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static BufferedImage canvas(BufferedImage image, int width, int height) {
    BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = canvas.createGraphics();
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(0, 0, width, height);
    int side = Math.min(width, height);
    graphics.drawImage(image, (width - side) / 2, (height - side) / 2, side, side, null);
    graphics.dispose();
    return canvas;
  }

  /** A picture that sways, as an animated GIF of 25 frames a second. */
  private static byte[] gif(BufferedImage image, int frames, int step) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames; i++) {
        BufferedImage frame = new BufferedImage(96, 96, BufferedImage.TYPE_3BYTE_BGR);
        frame.createGraphics().drawImage(image, i % 3 * step % 7 - 3, i, 96, 96, null);
        writer.writeToSequence(new IIOImage(frame, null, delay(writer, frame)), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadata delay(ImageWriter writer, BufferedImage frame) throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(frame), writer.getDefaultWriteParam());
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = new IIOMetadataNode(format);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", "4");
    control.setAttribute("transparentColorIndex", "0");
    root.appendChild(control);
    metadata.mergeTree(format, root);
    return metadata;
  }
}
