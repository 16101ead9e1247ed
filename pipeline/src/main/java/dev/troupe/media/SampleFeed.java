package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Decoded samples without gaps, from the first one that is wanted to the last: missing stretches
 * become silence, so that what follows keeps its time.
 */
final class SampleFeed implements AutoCloseable {
  private final SoundFile file;
  private final Sound sound;
  private final AudioDecoder decoder;
  private final ArrayDeque<float[][]> blocks = new ArrayDeque<>();
  private final long limit;
  private long firstSample;
  private long position;
  private long silence;
  private boolean hasBegun;
  private boolean isAtEnd;

  /** Takes over the file and decodes its first samples. */
  @MustBeClosed
  @SuppressWarnings("MustBeClosedChecker") // closed in close()
  SampleFeed(SoundFile file) {
    this.file = file;
    sound = file.sound();
    decoder = new AudioDecoder(file);
    limit = sound.until().map(this::toSample).orElse(Long.MAX_VALUE / 4);
    try {
      while (!hasBegun && !isAtEnd) {
        read();
      }
    } catch (RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  int rate() {
    return decoder.rate();
  }

  int channels() {
    return decoder.channels();
  }

  /** The number of the first sample, counted from the video's first frame. */
  long firstSample() {
    return firstSample;
  }

  /** The next samples of every channel: fewer than asked for at the end, none behind it. */
  float[][] take(int count) {
    float[][] result = new float[channels()][count];
    int filled = 0;
    while (filled < count && (silence > 0 || !blocks.isEmpty() || !isAtEnd)) {
      if (silence > 0) {
        int length = (int) Math.min(silence, count - filled);
        silence -= length;
        filled += length;
        continue;
      }
      if (blocks.isEmpty()) {
        read();
        continue;
      }
      float[][] block = blocks.poll();
      int used = Math.min(count - filled, block[0].length);
      for (int channel = 0; channel < result.length; channel++) {
        System.arraycopy(block[channel], 0, result[channel], filled, used);
      }
      if (used < block[0].length) {
        blocks.addFirst(part(block, used, block[0].length));
      }
      filled += used;
    }
    return filled == count ? result : part(result, 0, filled);
  }

  private void read() {
    float[][] block = decoder.next();
    isAtEnd = decoder.isAtEnd();
    if (block[0].length == 0) {
      return;
    }
    long time = toSample(decoder.time());
    long jitter = rate() / 20;
    if (!hasBegun) {
      firstSample = Math.max(time, sound.from().map(this::toSample).orElse(Long.MIN_VALUE));
      position = firstSample;
    } else if (Math.abs(time - position) <= jitter) {
      time = position;
    }
    if (!file.goesOn(time, hasBegun ? time - position : Long.MAX_VALUE, rate())) {
      isAtEnd = true;
      return;
    }
    if (time > position) { // only read when nothing is left: the silence comes first
      silence = Math.max(0, Math.min(time, limit) - position);
      position += silence;
    }
    int late = (int) Math.min(block[0].length, Math.max(0, position - time));
    append(part(block, late, block[0].length));
  }

  private void append(float[][] block) {
    int length = (int) Math.max(0, Math.min(block[0].length, limit - position));
    isAtEnd |= length < block[0].length;
    if (length > 0) {
      hasBegun = true;
      blocks.add(length == block[0].length ? block : part(block, 0, length));
      position += length;
    }
  }

  private static float[][] part(float[][] block, int from, int until) {
    float[][] result = new float[block.length][];
    Arrays.setAll(result, channel -> Arrays.copyOfRange(block[channel], from, until));
    return result;
  }

  private long toSample(Rational time) {
    return Math.round(time.minus(sound.firstFrame()).toDouble() * rate());
  }

  @Override
  public void close() {
    decoder.close();
  }
}
