package net.lumenia.voice.cli;

/** The exit codes of commands that check manifests, as scripts know them. */
final class ReviewExit {

  static final int OK = 0;

  /** Of {@code validate}: objects are invalid. */
  static final int INVALID = 1;

  /** Of {@code diff}: the operator would send changes. */
  static final int CHANGES = 1;

  /** Of {@code validate}: inputs can't be read. Of {@code diff}: also if they are invalid. */
  static final int UNREADABLE = 2;

  /** The API or the cluster failed. */
  static final int FAILED = 3;

  private ReviewExit() {}
}
