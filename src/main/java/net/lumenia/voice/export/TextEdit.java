package net.lumenia.voice.export;

import static java.util.Comparator.comparingInt;

import java.util.List;

/**
 * Replaces a part of a text.
 *
 * @param start in code points, as YAML marks count
 * @param end in code points, exclusive
 */
record TextEdit(int start, int end, String replacement) {

  /**
   * The text after all edits.
   *
   * @throws NotEditableException if edits overlap
   */
  static String apply(String text, List<TextEdit> edits) throws NotEditableException {
    int[] points = text.codePoints().toArray();
    var result = new StringBuilder();
    int done = 0;
    for (TextEdit edit : edits.stream().sorted(comparingInt(TextEdit::start)).toList()) {
      if (edit.start < done || edit.end < edit.start) {
        throw new NotEditableException("several of its values share a place in the file");
      }
      result.append(new String(points, done, edit.start - done)).append(edit.replacement);
      done = edit.end;
    }
    return result.append(new String(points, done, points.length - done)).toString();
  }
}
