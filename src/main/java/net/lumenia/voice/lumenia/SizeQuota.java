package net.lumenia.voice.lumenia;

/** How much more of an answer may be kept. Not thread-safe. */
final class SizeQuota {

  /** For shapes without counted parts. */
  static final SizeQuota NOTHING = new SizeQuota(0, 0);

  private int entries;
  private long characters;

  /**
   * @param entries members of objects and items of arrays
   * @param characters in names and strings, in UTF-16 units
   */
  SizeQuota(int entries, long characters) {
    this.entries = entries;
    this.characters = characters;
  }

  /** Counts one more member or item; false if the quota is used up. */
  boolean tryAddEntry() {
    if (entries == 0) {
      return false;
    }
    entries--;
    return true;
  }

  /** Counts a text of this length; false if the quota does not allow it. */
  boolean tryAddText(int length) {
    if (length > characters) {
      return false;
    }
    characters -= length;
    return true;
  }
}
