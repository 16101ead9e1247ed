package dev.troupe.torchscript;

import java.math.BigInteger;

/** A pickle's numbers, texts and bytes, pushed onto its stack. */
final class PickleScalars {
  /** Longer ones are no names of anything here: they are passed over. */
  private static final int LONGEST_KEPT_TEXT = 1 << 16;

  private static final int LONGEST_TEXT = 1 << 30;
  private static final int MOST_TEXT = 1 << 26;
  private static final int LONGEST_INTEGER = 255;

  private final ByteCursor in;
  private final PickleStack stack;
  private long textBytes;

  PickleScalars(ByteCursor in, PickleStack stack) {
    this.in = in;
    this.stack = stack;
  }

  /** Runs an instruction if it is one of these. */
  boolean read(int code) {
    return number(code) || text(code);
  }

  private boolean number(int code) {
    switch (code) {
      case 'N' -> stack.push(Checkpoint.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) in.unsignedByte());
      case 'M' -> stack.push((long) in.unsignedShort());
      case 'J' -> stack.push((long) in.int32());
      case 0x8a -> integer(in.unsignedByte());
      case 0x8b -> integer(in.int32());
      case 'G' -> stack.push(in.bigEndianDouble());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean text(int code) {
    switch (code) {
      case 'X', 'T' -> text(in.unsignedInt());
      case 0x8c, 'U' -> text(in.unsignedByte());
      case 0x8d -> text(in.int64());
      case 'C' -> bytes(in.unsignedByte());
      case 'B' -> bytes(in.unsignedInt());
      case 0x8e, 0x96 -> bytes(in.int64());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void text(long bytes) {
    if (bytes > LONGEST_KEPT_TEXT && bytes <= LONGEST_TEXT) {
      in.skip(bytes);
      stack.push(new Placeholder("long text"));
      return;
    }
    stack.push(in.text(bytes, LONGEST_TEXT, "a text"));
    textBytes += bytes;
    if (textBytes > MOST_TEXT) {
      throw new MalformedException("its texts are longer than %d bytes".formatted(MOST_TEXT));
    }
  }

  /** Raw bytes: no network needs any. */
  private void bytes(long count) {
    in.skip(count);
    stack.push(new Placeholder("bytes"));
  }

  private void integer(int bytes) {
    if (bytes > LONGEST_INTEGER) {
      in.skip(bytes);
      stack.push(new Placeholder("long integer"));
    } else {
      stack.push(integer(in.bytes(bytes, LONGEST_INTEGER, "an integer")));
    }
  }

  private static Object integer(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length + 1];
    for (int i = 0; i < littleEndian.length; i++) {
      bigEndian[littleEndian.length - i] = littleEndian[i];
    }
    bigEndian[0] =
        (byte) (littleEndian.length > 0 && littleEndian[littleEndian.length - 1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
