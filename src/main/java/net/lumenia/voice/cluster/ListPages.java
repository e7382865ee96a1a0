package net.lumenia.voice.cluster;

/**
 * The page size of lists, at the start and whenever a watch has to list again. A page is in memory
 * as a whole, twice for a moment, and the API server accepts objects of 1.5 MiB.
 */
public final class ListPages {

  private static final long MIN_SIZE = 4;

  /** Keeps a page under a fifth of the heap. */
  private static final long HEAP_BYTES_PER_OBJECT = 16 * 1024 * 1024;

  private ListPages() {}

  /** The number of objects in a page. */
  public static long size() {
    return Math.max(MIN_SIZE, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_OBJECT);
  }
}
