package dev.troupe.media;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import com.google.errorprone.annotations.MustBeClosed;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Makes one progressive frame of each interlaced one (FFmpeg's bwdif); others pass as they are. A
 * frame is made from itself and its two neighbours alone, so that it is the same wherever decoding
 * began, if that was at least one frame earlier.
 */
final class Deinterlacer implements AutoCloseable {
  private final StoredFrames stored;
  private final int count;
  private final AVFrame pushed = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private final AVFrame made = Ffmpeg.allocated(av_frame_alloc(), "a frame");
  private @Nullable AVFrame waiting;
  private @Nullable Graph graph;
  private int nextPushed;
  private int nextMade;

  /**
   * Reads frames that stay open and are not closed by this.
   *
   * @param first the number of their first frame
   * @param count of the clip's frames
   */
  @MustBeClosed
  Deinterlacer(StoredFrames stored, int first, int count) {
    this.stored = stored;
    this.count = count;
    nextPushed = first;
    nextMade = first;
  }

  /** A frame no earlier than the last one asked for, valid until the next call. */
  AVFrame frame(int index) {
    while (true) {
      av_frame_unref(made);
      if (graph != null && av_buffersink_get_frame(graph.sink, made) >= 0) {
        if (nextMade++ == index) {
          return made;
        }
      } else {
        push();
      }
    }
  }

  /** Frames of another shape end the graph: nothing is made across such a change. */
  private void push() {
    if (waiting == null && nextPushed < count) {
      waiting = stored.next();
    }
    AVFrame frame = waiting;
    if (graph != null && (frame == null || !graph.takes(frame))) {
      if (graph.isEnded) {
        graph.close();
        graph = null;
      } else {
        graph.end();
      }
      return;
    }
    if (frame == null) {
      throw new IllegalStateException("the deinterlacer gave fewer frames than it took");
    }
    if (graph == null) {
      graph = new Graph(frame);
    }
    av_frame_unref(pushed);
    Ffmpeg.check(av_frame_ref(pushed, frame), "keep a frame");
    pushed.pts(nextPushed++);
    Ffmpeg.check(av_buffersrc_add_frame_flags(graph.source, pushed, 0), "deinterlace a frame");
    waiting = null;
  }

  @Override
  public void close() {
    if (graph != null) {
      graph.close();
    }
    av_frame_free(pushed);
    av_frame_free(made);
  }

  /** Filters for frames of one shape. */
  private static final class Graph implements AutoCloseable {
    private final AVFilterGraph filters = Ffmpeg.allocated(avfilter_graph_alloc(), "filters");
    private final int width;
    private final int height;
    private final int format;
    final AVFilterContext source;
    final AVFilterContext sink;
    boolean isEnded;

    Graph(AVFrame frame) {
      width = frame.width();
      height = frame.height();
      format = frame.format();
      filters.nb_threads(1);
      try {
        source =
            filter(
                "buffer",
                "video_size=%dx%d:pix_fmt=%d:time_base=1/1:colorspace=%d:range=%d"
                    .formatted(width, height, format, frame.colorspace(), frame.color_range()));
        AVFilterContext fields = filter("bwdif", "mode=send_frame:parity=auto:deint=interlaced");
        sink = filter("buffersink", null);
        Ffmpeg.check(avfilter_link(source, 0, fields, 0), "link filters");
        Ffmpeg.check(avfilter_link(fields, 0, sink, 0), "link filters");
        Ffmpeg.check(avfilter_graph_config(filters, null), "set up the deinterlacer");
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    boolean takes(AVFrame frame) {
      return frame.width() == width && frame.height() == height && frame.format() == format;
    }

    void end() {
      Ffmpeg.check(av_buffersrc_add_frame_flags(source, null, 0), "deinterlace a frame");
      isEnded = true;
    }

    private AVFilterContext filter(String kind, @Nullable String options) {
      AVFilterContext filter = new AVFilterContext(null);
      Ffmpeg.check(
          avfilter_graph_create_filter(
              filter, avfilter_get_by_name(kind), kind, options, null, filters),
          "make the filter " + kind);
      return filter;
    }

    @Override
    public void close() {
      avfilter_graph_free(filters);
    }
  }
}
