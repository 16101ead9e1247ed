package dev.troupe.media;

import java.io.Serializable;

/**
 * How a task finds a clip's frames again without looking through the file.
 *
 * @param stream the stream's number in the file
 * @param exact whether frames are told by their time and ranges reached by seeking; if not, frames
 *     are counted from the file's beginning
 * @param codec FFmpeg's name of the codec, which must still be the same when the file is reopened
 * @param orientation how stored frames are turned
 */
record VideoTrack(int stream, boolean exact, String codec, Orientation orientation)
    implements Serializable {}
