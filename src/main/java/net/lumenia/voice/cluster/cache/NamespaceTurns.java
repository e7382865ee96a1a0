package net.lumenia.voice.cluster.cache;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;

/**
 * A number of permits for which namespaces take turns, however many threads of each wait: a tenant
 * with many large objects delays only itself. Thread-safe.
 */
final class NamespaceTurns {

  private final SequencedMap<String, Queue<Semaphore>> waiting = new LinkedHashMap<>();
  private int free;

  NamespaceTurns(int permits) {
    free = permits;
  }

  /**
   * Waits for a permit.
   *
   * @throws InterruptedException without a permit
   */
  void acquire(String namespace) throws InterruptedException {
    Semaphore turn = turn(namespace);
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      if (!withdraw(namespace, turn)) {
        release();
      }
      throw e;
    }
  }

  void acquireUninterruptibly(String namespace) {
    turn(namespace).acquireUninterruptibly();
  }

  /** Has a permit as soon as it is the turn of its thread. */
  private synchronized Semaphore turn(String namespace) {
    if (free > 0) {
      free--;
      return new Semaphore(1);
    }
    var turn = new Semaphore(0);
    waiting.computeIfAbsent(namespace, _ -> new ArrayDeque<>()).add(turn);
    return turn;
  }

  /** Returns false if the turn has come already. */
  private synchronized boolean withdraw(String namespace, Semaphore turn) {
    Queue<Semaphore> turns = waiting.getOrDefault(namespace, new ArrayDeque<>());
    boolean hasWaited = turns.remove(turn);
    if (hasWaited && turns.isEmpty()) {
      waiting.remove(namespace);
    }
    return hasWaited;
  }

  synchronized void release() {
    Map.Entry<String, Queue<Semaphore>> next = waiting.pollFirstEntry();
    if (next == null) {
      free++;
      return;
    }
    next.getValue().remove().release();
    if (!next.getValue().isEmpty()) {
      waiting.putLast(next.getKey(), next.getValue());
    }
  }
}
