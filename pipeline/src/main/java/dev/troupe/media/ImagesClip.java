package dev.troupe.media;

import com.google.errorprone.annotations.MustBeClosed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A clip that is a row of still images; each is decoded when its turn comes. */
final class ImagesClip implements Clip {
  private static final long serialVersionUID = 1L;
  private static final int BLACK = 0;

  private final String name;
  private final List<MediaInput> images;
  private final Timeline timeline;
  private final FrameSize size;

  /**
   * Reads the first image for its size.
   *
   * @throws dev.troupe.problems.BadDataException if there is no image or the first is unreadable
   */
  ImagesClip(String name, List<MediaInput> images, Rational frameRate) {
    if (images.isEmpty()) {
      throw new dev.troupe.problems.BadDataException(
          "Cannot read %s: expected numbered images, found none".formatted(name));
    }
    this.name = name;
    this.images = List.copyOf(images);
    long[] ticks = new long[images.size()];
    Arrays.setAll(ticks, i -> i);
    boolean[] keys = new boolean[ticks.length];
    Arrays.fill(keys, true);
    timeline = new Timeline(frameRate.inverse(), ticks, keys, ticks.length);
    size = Images.check(images.get(0));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Timeline timeline() {
    return timeline;
  }

  @Override
  public FrameSize size() {
    return size;
  }

  @Override
  public Optional<String> damage() {
    return Optional.empty();
  }

  @Override
  public Optional<MediaInput> sound() {
    return Optional.empty();
  }

  @Override
  @MustBeClosed
  public FrameReader read(FrameRange range, Optional<Scaling> scaling) {
    Ranges.check(this, range);
    return new Reader(range, scaling.orElse(new Scaling(size, Fit.CROP)));
  }

  private final class Reader implements FrameReader {
    private final FrameRange range;
    private final Scaling scaling;
    private int nextIndex;
    private @Nullable FrameSize lastSize;

    @MustBeClosed
    Reader(FrameRange range, Scaling scaling) {
      this.range = range;
      this.scaling = scaling;
      nextIndex = range.from();
    }

    @Override
    public Optional<Frame> next() {
      if (nextIndex == range.until()) {
        return Optional.empty();
      }
      int index = nextIndex++;
      ImageDecoder.Result image =
          new ImageDecoder(images.get(index)).read(BLACK, Optional.of(scaling));
      lastSize = image.ownSize();
      return Optional.of(new Frame(index, timeline.ticks(index), true, image.picture()));
    }

    @Override
    public FrameSize ownSize() {
      if (lastSize == null) {
        throw new IllegalStateException("no frame was read yet");
      }
      return lastSize;
    }

    @Override
    public void close() {}
  }
}
