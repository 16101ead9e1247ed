package dev.troupe.jobs.report;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * One of the report's tables.
 *
 * @param <T> its rows
 */
final class Table<T> {
  /** One row per item. */
  static final Table<ItemRow> ITEMS =
      new Table<>(
          "items.parquet",
          """
          message item {
            required int32 item;
            required int32 line;
            required binary source (STRING);
            required binary driving (STRING);
            required binary output (STRING);
            required binary status (STRING);
            optional binary reason (STRING);
            optional int32 frames;
            required int32 segments;
            required int32 segments_reused;
            optional double duration;
            optional double audio_drift;
            optional int32 width;
            optional int32 height;
            optional int64 bytes;
            required double task_seconds;
            optional binary source_hash (STRING);
            optional binary clip_hash (STRING);
            optional binary model_hash (STRING);
            optional binary item_key (STRING);
            required group warnings (LIST) {
              repeated group list {
                required binary element (STRING);
              }
            }
            optional binary first;
            optional binary middle;
            optional binary last;
          }
          """,
          Columns::item,
          Columns::item);

  /** One row per segment that the run rendered. */
  static final Table<SegmentRow> SEGMENTS =
      new Table<>(
          "segments.parquet",
          """
          message segment {
            required int32 item;
            required int32 segment;
            required int32 frames;
            required double seconds;
            required int64 ended (TIMESTAMP(MICROS,true));
            required binary executor (STRING);
          }
          """,
          Columns::segment,
          Columns::segment);

  /** One row per frame of the videos that the run rendered. */
  static final Table<Columns.FrameRow> FRAMES =
      new Table<>(
          "frames.parquet",
          """
          message frame {
            required int32 item;
            required int32 index;
            required double time;
            required float jitter;
            required float flicker;
            required float drift;
            required float occluded;
          }
          """,
          Columns::frame,
          Columns::frame);

  private final String folder;
  private final MessageType schema;
  private final BiFunction<MessageType, T, Group> encode;
  private final Function<Group, T> decode;

  private Table(
      String folder,
      String schema,
      BiFunction<MessageType, T, Group> encode,
      Function<Group, T> decode) {
    this.folder = folder;
    this.schema = MessageTypeParser.parseMessageType(schema);
    this.encode = encode;
    this.decode = decode;
  }

  /** Where its one file is, under the report's folder. */
  String file() {
    return folder + "/part-00000.parquet";
  }

  MessageType schema() {
    return schema;
  }

  Group encode(T row) {
    return encode.apply(schema, row);
  }

  T decode(Group group) {
    return decode.apply(group);
  }
}
