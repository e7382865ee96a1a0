package net.lumenia.voice.lumenia;

import java.io.IOException;

/** The connection is fine, but what comes over it can't be used. */
final class UnusableBody extends IOException {

  private static final long serialVersionUID = 1;

  private final String problem;

  UnusableBody(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong with it, without a word of the server. */
  String problem() {
    return problem;
  }
}
