package net.lumenia.voice.manifest;

import java.io.Serial;

/** A document that can't be read any further. Does not leave the package. */
final class Malformed extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final Position position;
  private final String path;
  private final String problem;

  Malformed(Position position, String path, String problem) {
    super(problem);
    this.position = position;
    this.path = path;
    this.problem = problem;
  }

  Position position() {
    return position;
  }

  String path() {
    return path;
  }

  String problem() {
    return problem;
  }
}
