package net.lumenia.voice.revision;

/** The effect of a PATCH on the assistant. */
public enum PatchEffect {
  /** The API applied it. */
  APPLIED,
  /** It was not sent, or it is known to have changed nothing. */
  NONE,
  /** It may have been applied. */
  UNKNOWN
}
