package net.lumenia.voice.export;

import java.nio.file.Path;
import java.util.List;

/** What happened to a file of a folder. */
public sealed interface FileChange {

  /** The file has new values. */
  record Updated(Path file, List<String> changes) implements FileChange {}

  /** The file is new. */
  record Created(Path file) implements FileChange {}

  /**
   * The file is as it was, although values differ.
   *
   * @param why to follow the file's name
   */
  record Failed(Path file, String why) implements FileChange {}
}
