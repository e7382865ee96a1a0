package net.lumenia.voice.lumenia;

/**
 * Asked at the last moment of a PATCH, when the connection is there, TLS included, and all but the
 * last byte of a large body has been sent: see {@link GuardedBody}. On HTTP/2 it is asked twice. It
 * is asked on the thread of the call, and must not block.
 */
@FunctionalInterface
public interface Permission {

  /** Whether the PATCH may take effect. */
  boolean holds();
}
