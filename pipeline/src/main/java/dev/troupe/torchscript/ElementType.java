package dev.troupe.torchscript;

import java.nio.ByteBuffer;
import java.util.Optional;

/** What a stored tensor's elements are; every type is read as float32. */
public enum ElementType {
  /** 32-bit floating point. */
  FLOAT("FloatStorage", 4) {
    @Override
    float at(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  /** 64-bit floating point. */
  DOUBLE("DoubleStorage", 8) {
    @Override
    float at(ByteBuffer bytes) {
      return (float) bytes.getDouble();
    }
  },
  /** IEEE 16-bit floating point. */
  HALF("HalfStorage", 2) {
    @Override
    float at(ByteBuffer bytes) {
      return halfToFloat(bytes.getShort());
    }
  },
  /** The upper half of a 32-bit floating point number. */
  BFLOAT16("BFloat16Storage", 2) {
    @Override
    float at(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  },
  /** 64-bit integer. */
  LONG("LongStorage", 8) {
    @Override
    float at(ByteBuffer bytes) {
      return bytes.getLong();
    }
  },
  /** 32-bit integer. */
  INT("IntStorage", 4) {
    @Override
    float at(ByteBuffer bytes) {
      return bytes.getInt();
    }
  },
  /** 16-bit integer. */
  SHORT("ShortStorage", 2) {
    @Override
    float at(ByteBuffer bytes) {
      return bytes.getShort();
    }
  },
  /** 8-bit integer with sign. */
  CHAR("CharStorage", 1) {
    @Override
    float at(ByteBuffer bytes) {
      return bytes.get();
    }
  },
  /** 8-bit integer without sign. */
  BYTE("ByteStorage", 1) {
    @Override
    float at(ByteBuffer bytes) {
      return bytes.get() & 0xff;
    }
  },
  /** Truth value: 0 or 1. */
  BOOL("BoolStorage", 1) {
    @Override
    float at(ByteBuffer bytes) {
      return bytes.get() == 0 ? 0 : 1;
    }
  };

  private final String storageName;
  private final int bytes;

  ElementType(String storageName, int bytes) {
    this.storageName = storageName;
    this.bytes = bytes;
  }

  /** Reads the next element. */
  abstract float at(ByteBuffer bytes);

  /**
   * The size of one element.
   *
   * @return in bytes, 1 to 8
   */
  public int bytes() {
    return bytes;
  }

  static Optional<ElementType> ofStorage(String name) {
    for (ElementType type : values()) {
      if (type.storageName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == 31 ? 0xff : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
  }
}
