package net.lumenia.voice.export;

/** A file can't be changed by small edits. The message says why, to follow the file's name. */
final class NotEditableException extends Exception {

  private static final long serialVersionUID = 1;

  NotEditableException(String message) {
    super(message);
  }
}
