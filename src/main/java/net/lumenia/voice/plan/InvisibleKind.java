package net.lumenia.voice.plan;

import java.text.Normalizer;

/**
 * A way in which two texts can differ without a reader seeing it. A text is compared without
 * several of them by removing them in this order. All take linear time, whatever the text is.
 */
enum InvisibleKind {
  /** Characters without a width, and spaces other than the usual one. */
  CHARACTERS {
    @Override
    String without(String text) {
      var plain = new StringBuilder(text.length());
      text.codePoints().forEach(character -> plain.append(InvisibleCharacters.plain(character)));
      return plain.toString();
    }
  },

  /** Composed and decomposed characters, such as the two forms of é. */
  NORMALIZATION {
    @Override
    String without(String text) {
      return InvisibleCharacters.hasLongRunOfMarks(text)
          ? text
          : Normalizer.normalize(text, Normalizer.Form.NFC);
    }
  },

  /** CRLF, CR or LF. */
  LINE_ENDS {
    @Override
    String without(String text) {
      return text.replace("\r\n", "\n").replace('\r', '\n');
    }
  },

  /** Blanks before a line end, or before the end of the text. */
  ENDS_OF_LINES {
    @Override
    String without(String text) {
      var kept = new StringBuilder(text.length());
      int end = 0;
      for (int i = 0; i < text.length(); i++) {
        char character = text.charAt(i);
        if (isLineEnd(character)) {
          kept.setLength(end);
        }
        kept.append(character);
        end = isLineEnd(character) || !isBlank(character) ? kept.length() : end;
      }
      kept.setLength(end);
      return kept.toString();
    }
  },

  /** Line ends after the last line. */
  END {
    @Override
    String without(String text) {
      int end = text.length();
      while (end > 0 && isLineEnd(text.charAt(end - 1))) {
        end--;
      }
      return text.substring(0, end);
    }
  },

  /** Blanks and line ends before the first visible character. */
  BEGINNING {
    @Override
    String without(String text) {
      int start = 0;
      while (start < text.length() && isBlank(text.charAt(start))) {
        start++;
      }
      return text.substring(start);
    }
  };

  /** The text without this kind of differences. */
  abstract String without(String text);

  private static boolean isLineEnd(char character) {
    return character == '\n' || character == '\r';
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }
}
