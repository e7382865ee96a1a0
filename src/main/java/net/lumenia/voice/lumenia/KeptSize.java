package net.lumenia.voice.lumenia;

/** How much more may be kept of what an answer decides the number of. Not for several threads. */
final class KeptSize {

  /** For shapes that limit themselves. */
  static final KeptSize NOTHING = new KeptSize(0, 0);

  private int things;
  private long characters;

  /**
   * @param things members of objects and items of arrays
   * @param characters of names and strings, in UTF-16
   */
  KeptSize(int things, long characters) {
    this.things = things;
    this.characters = characters;
  }

  /** Whether there is a place for one more member or item, which is taken. */
  boolean takesThing() {
    if (things == 0) {
      return false;
    }
    things--;
    return true;
  }

  /** Whether there is space for this much text, which is taken. */
  boolean takesText(int length) {
    if (length > characters) {
      return false;
    }
    characters -= length;
    return true;
  }
}
