package net.lumenia.voice.cluster;

/**
 * How many objects are listed at a time, at the start and whenever a watch has to begin anew. A
 * page is in memory as a whole, twice for a moment, and the API server accepts objects of 1.5 MiB.
 */
public final class ListPages {

  private static final long FEWEST = 4;

  /** So that the pages of one list take less than a fifth of the heap. */
  private static final long HEAP_BYTES_PER_OBJECT = 16 * 1024 * 1024;

  private ListPages() {}

  /** The number of objects in a page. */
  public static long size() {
    return Math.max(FEWEST, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_OBJECT);
  }
}
