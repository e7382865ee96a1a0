package net.lumenia.voice.lumenia;

/**
 * Asked at the last moment of a PATCH, when the connection is there, TLS included. Of a body of
 * more than 8 KiB all but the last byte has been sent by then, and a JSON object is none without
 * its closing brace; a smaller one goes out in one piece right after. It is asked on the thread of
 * the call, and must not block.
 */
@FunctionalInterface
public interface Permission {

  /** Whether the PATCH may take effect. */
  boolean holds();
}
