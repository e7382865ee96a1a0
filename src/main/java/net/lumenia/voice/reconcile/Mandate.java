package net.lumenia.voice.reconcile;

/**
 * Whether this process is the one that acts. It is asked before a reconcile's requests to the API
 * server and at the last moment of every PATCH, from many threads, and must not block. Informers
 * and the election itself do not ask it.
 */
@FunctionalInterface
public interface Mandate {

  boolean holds();
}
