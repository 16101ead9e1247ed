package dev.troupe.media;

import java.util.Optional;

/** The machine this process runs on, asked by opening its codecs. */
final class FfmpegMachine implements Codecs.Machine {
  private static final FrameSize SIZE = new FrameSize(256, 256);

  @Override
  public boolean decodes(Codecs codecs) {
    Optional<HardwareDevice> device = HardwareDevice.open(codecs);
    device.ifPresent(HardwareDevice::close);
    return device.isPresent();
  }

  @Override
  public boolean encodes(Codecs codecs) {
    Rational rate = new Rational(25, 1);
    Encoding encoding = new Encoding(SIZE, rate.inverse(), rate, Encoding.CLEAN);
    byte[] black = new byte[SIZE.width() * SIZE.height() * 3];
    try (SegmentEncoder encoder = SegmentEncoder.open(encoding, codecs)) {
      encoder.write(new Picture(SIZE.width(), SIZE.height(), black), 0);
      return encoder.finish(1).length > 0;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
