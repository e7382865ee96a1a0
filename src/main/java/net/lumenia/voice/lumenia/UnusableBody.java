package net.lumenia.voice.lumenia;

import java.io.IOException;

/** The connection works, but the body can't be used. */
final class UnusableBody extends IOException {

  private static final long serialVersionUID = 1;

  private final String problem;

  UnusableBody(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong, without server text. */
  String problem() {
    return problem;
  }
}
