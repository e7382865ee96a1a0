package net.lumenia.voice.lumenia;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON in UTF-8 with the ends of very long strings left out: the parser stores a string as a whole
 * before its length can be asked for. What is left of it is still too long for every {@link
 * JsonShape}, so no string that is kept was shortened.
 */
final class LongStrings extends FilterInputStream {

  /** In UTF-16, as Java counts. What is left is at most one shorter, if an emoji did not fit. */
  static final int LONGEST = 2 * JsonShape.LONGEST_TEXT + 2;

  private static final int HEX_DIGITS = 4;
  private static final int CONTINUES = 0b1000_0000;
  private static final int CONTINUES_MASK = 0b1100_0000;
  private static final int TWO_UNITS = 0b1111_0000;

  private boolean inString;
  private boolean dropping;
  private boolean afterBackslash;
  private int hexDigits;
  private int length;

  LongStrings(InputStream json) {
    super(json);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    while (true) {
      int read = in.read(bytes, offset, count);
      if (read <= 0) {
        return read;
      }
      int kept = keep(bytes, offset, read);
      if (kept > 0) {
        return kept;
      }
    }
  }

  private int keep(byte[] bytes, int offset, int count) {
    int end = offset;
    for (int i = offset; i < offset + count; i++) {
      byte next = bytes[i];
      look(next);
      if (!dropping) {
        bytes[end++] = next;
      }
    }
    return end - offset;
  }

  private void look(byte next) {
    if (!inString) {
      if (next == '"') {
        inString = true;
        length = 0;
      }
    } else if (afterBackslash) {
      afterBackslash = false;
      hexDigits = next == 'u' ? HEX_DIGITS : 0;
    } else if (next == '"') {
      inString = false;
      dropping = false;
      hexDigits = 0;
    } else if (hexDigits > 0) {
      hexDigits--;
    } else if ((next & CONTINUES_MASK) != CONTINUES) {
      length += (next & TWO_UNITS) == TWO_UNITS ? 2 : 1;
      dropping = length > LONGEST;
      afterBackslash = next == '\\';
    }
  }
}
