package net.lumenia.voice.assistant;

import java.util.Arrays;

/**
 * Counts the typing mistakes between two texts: a character too many, too few, a different one, or
 * two neighbors swapped (the distance of optimal string alignment, in UTF-16 units). Upper and
 * lower case are the same.
 */
final class EditDistance {

  private final String a;
  private final String b;
  private final int limit;
  private final int far;

  private EditDistance(String a, String b, int limit) {
    this.a = a;
    this.b = b;
    this.limit = limit;
    this.far = limit + 1;
  }

  /**
   * The distance if it is at most the limit, else one more than the limit. Takes time and memory in
   * proportion to the limit, and time in proportion to the part of the texts in which they are
   * within the limit of each other.
   *
   * @param budget is charged for every cell of the table
   */
  static int between(String a, String b, int limit, SearchBudget budget) {
    return new EditDistance(a, b, limit).compute(budget);
  }

  /**
   * Row i of the table holds the distances of the first i characters of one text to the first j of
   * the other one. Only the band of it around the diagonal can matter, so the cell at k stands for
   * j = i + k - limit.
   */
  private int compute(SearchBudget budget) {
    int last = b.length() - a.length() + limit;
    int width = 2 * limit + 1;
    if (last < 0 || last >= width) {
      return far;
    }
    int[] before = new int[width];
    int[] above = new int[width];
    int[] row = new int[width];
    Arrays.fill(before, far);
    int leastAbove = fill(above, row, before, 0);
    for (int i = 1; i <= a.length(); i++) {
      int least = fill(row, above, before, i);
      budget.spend(width);
      // A swap builds on the row before the last one.
      if (least >= far && leastAbove + 1 >= far) {
        return far;
      }
      int[] spare = before;
      before = above;
      above = row;
      row = spare;
      leastAbove = least;
    }
    return above[last];
  }

  /** Computes row i and returns the least distance in it. */
  private int fill(int[] row, int[] above, int[] before, int i) {
    int least = far;
    for (int k = 0; k < row.length; k++) {
      int j = i + k - limit;
      row[k] =
          j < 0 || j > b.length()
              ? far
              : i == 0 || j == 0 ? Math.min(i + j, far) : cell(row, above, before, i, k);
      least = Math.min(least, row[k]);
    }
    return least;
  }

  private int cell(int[] row, int[] above, int[] before, int i, int k) {
    int j = i + k - limit;
    int cell = above[k] + (isSame(i, j) ? 0 : 1);
    if (k > 0) {
      cell = Math.min(cell, row[k - 1] + 1);
    }
    if (k + 1 < row.length) {
      cell = Math.min(cell, above[k + 1] + 1);
    }
    if (i > 1 && j > 1 && isSame(i, j - 1) && isSame(i - 1, j)) {
      cell = Math.min(cell, before[k] + 1);
    }
    return Math.min(cell, far);
  }

  /** Whether the i-th character of one text is the j-th of the other one. */
  private boolean isSame(int i, int j) {
    return fold(a.charAt(i - 1)) == fold(b.charAt(j - 1));
  }

  /** By way of the upper case, because a few letters have two lower cases. */
  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
