package net.lumenia.voice.lumenia;

/**
 * Asked at the last moment of a PATCH: all of it but its last byte has been handed over, and a JSON
 * object is none without its closing brace. It is asked on the thread of the call, and must not
 * block.
 */
@FunctionalInterface
public interface Permission {

  /** Whether the PATCH may take effect. */
  boolean holds();
}
