package net.lumenia.voice.reconcile;

/**
 * Whether this process is the one that acts. It is asked before every request to the API server and
 * at the last moment of every PATCH, from many threads, and must not block.
 */
@FunctionalInterface
public interface Mandate {

  boolean holds();
}
