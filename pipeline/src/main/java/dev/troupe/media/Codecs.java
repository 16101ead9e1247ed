package dev.troupe.media;

import java.io.Serializable;
import java.util.List;

/**
 * Which of FFmpeg's codecs a job reads and writes H.264 with. Chosen once, where the job begins,
 * for all of its machines: another encoder makes other bytes of the same pictures.
 *
 * @param decoder {@value #SOFTWARE}, or FFmpeg's name of the device that decodes: cuda or vaapi. A
 *     machine that lacks it decodes in software, which gives the same pictures: hardware is used
 *     only for formats whose pictures are laid down bit by bit (H.264, HEVC, VP9 of 8 bits)
 * @param encoder {@value #SOFTWARE} for {@link Encoders#h264}, or FFmpeg's name of one in hardware.
 *     A machine that lacks it fails
 * @param device the index of the GPU that does it, from 0
 */
public record Codecs(String decoder, String encoder, int device) implements Serializable {
  /** The word for codecs that any machine has. */
  public static final String SOFTWARE = "software";

  /** Both on the processor. */
  public static final Codecs IN_SOFTWARE = new Codecs(SOFTWARE, SOFTWARE, 0);

  private static final List<String> DECODERS = List.of("cuda", "vaapi");
  private static final List<String> ENCODERS = List.of(Encoders.NVENC);

  /**
   * Checks the words.
   *
   * @throws IllegalArgumentException if a codec is none that this program knows how to use
   */
  public Codecs {
    check("decoder", decoder, DECODERS);
    check("encoder", encoder, ENCODERS);
    if (device < 0) {
      throw new IllegalArgumentException("a GPU's index must not be negative, found " + device);
    }
  }

  /** What works on a machine. */
  interface Machine {
    /** Whether a device of FFmpeg's type can be opened. */
    boolean decodes(Codecs codecs);

    /** Whether an encoder takes a picture and gives a segment. */
    boolean encodes(Codecs codecs);
  }

  /**
   * What hardware of this machine works, found out by using it.
   *
   * @return software where nothing does
   */
  public static Codecs available() {
    return available(new FfmpegMachine());
  }

  static Codecs available(Machine machine) {
    String decoder =
        DECODERS.stream()
            .filter(name -> machine.decodes(new Codecs(name, SOFTWARE, 0)))
            .findFirst()
            .orElse(SOFTWARE);
    String encoder =
        ENCODERS.stream()
            .filter(name -> machine.encodes(new Codecs(SOFTWARE, name, 0)))
            .findFirst()
            .orElse(SOFTWARE);
    return new Codecs(decoder, encoder, 0);
  }

  /**
   * The same on another GPU.
   *
   * @param index from 0
   * @return codecs that run there
   */
  public Codecs on(int index) {
    return new Codecs(decoder, encoder, index);
  }

  /**
   * Those that decide what is read, and not what is written.
   *
   * @return the same decoder with the encoder of any machine
   */
  public Codecs decoding() {
    return new Codecs(decoder, SOFTWARE, device);
  }

  /**
   * Whether decoding is left to the processor.
   *
   * @return whether it is
   */
  public boolean decodesInSoftware() {
    return decoder.equals(SOFTWARE);
  }

  /**
   * The encoder in FFmpeg's words.
   *
   * @return as in "libopenh264"
   */
  public String encoderName() {
    return encoder.equals(SOFTWARE) ? Encoders.h264() : encoder;
  }

  private static void check(String what, String word, List<String> known) {
    if (!word.equals(SOFTWARE) && !known.contains(word)) {
      throw new IllegalArgumentException(
          "the %s must be %s or one of %s, found \"%s\"".formatted(what, SOFTWARE, known, word));
    }
  }
}
