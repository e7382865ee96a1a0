package net.lumenia.voice.lumenia;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Drops the ends of very long strings from JSON in UTF-8, because the parser buffers a whole string
 * before its length is known. The rest is still too long for every {@link JsonShape}, so that every
 * string within the limits stays complete.
 */
final class LongStringFilter extends FilterInputStream {

  /** In UTF-16 units; one less if a surrogate pair does not fit. */
  static final int MAX = 2 * JsonShape.MAX_TEXT + 2;

  private static final int HEX_DIGITS = 4;
  private static final int CONTINUATION = 0b1000_0000;
  private static final int CONTINUATION_MASK = 0b1100_0000;
  private static final int TWO_UNITS = 0b1111_0000;

  private boolean inString;
  private boolean dropping;
  private boolean afterBackslash;
  private int hexDigits;
  private int length;

  LongStringFilter(InputStream json) {
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
      track(next);
      if (!dropping) {
        bytes[end++] = next;
      }
    }
    return end - offset;
  }

  private void track(byte next) {
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
    } else if ((next & CONTINUATION_MASK) != CONTINUATION) {
      length += (next & TWO_UNITS) == TWO_UNITS ? 2 : 1;
      dropping = length > MAX;
      afterBackslash = next == '\\';
    }
  }
}
