package net.lumenia.voice.assistant;

import java.util.Arrays;

/**
 * Counts the typing mistakes between two texts: a missing, additional or different character, or
 * two swapped neighbors (optimal string alignment distance, in UTF-16 units). Ignores case.
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
   * The distance, or {@code limit + 1} if it is greater than the limit. Takes memory in proportion
   * to the limit, and time in proportion to the limit and to the length up to which the texts
   * differ by at most the limit.
   *
   * @param budget is charged for every cell of the table
   */
  static int between(String a, String b, int limit, SearchBudget budget) {
    return new EditDistance(a, b, limit).compute(budget);
  }

  /**
   * Row i of the table has the distances between the first i characters of one text and the first j
   * of the other. Only the cells near the diagonal matter, so the cell at k stands for j = i + k -
   * limit.
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

  /** Computes row i. Returns its smallest distance. */
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

  /** Whether the i-th character of one text equals the j-th of the other. */
  private boolean isSame(int i, int j) {
    return fold(a.charAt(i - 1)) == fold(b.charAt(j - 1));
  }

  /** Converts to upper case first, because some letters have two lower cases. */
  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
