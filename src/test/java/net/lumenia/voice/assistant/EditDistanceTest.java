package net.lumenia.voice.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EditDistanceTest {

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withChars('a', 'b', 'c').ofMaxLength(8);
  }

  @Property
  void equalsTheFullTableUpToTheLimit(
      @ForAll("words") String a, @ForAll("words") String b, @ForAll @IntRange(max = 9) int limit) {
    assertThat(between(a, b, limit)).isEqualTo(Math.min(naive(a, b), limit + 1));
  }

  @Property
  void isSymmetric(@ForAll("words") String a, @ForAll("words") String b) {
    assertThat(between(a, b, 3)).isEqualTo(between(b, a, 3));
  }

  @Property
  void costsAtMostTheCellsNearTheDiagonal(
      @ForAll("words") String a, @ForAll("words") String b, @ForAll @IntRange(max = 9) int limit) {
    var budget = new SearchBudget();
    EditDistance.between(a, b, limit, budget);
    assertThat(budget.spent()).isLessThanOrEqualTo((long) a.length() * (2L * limit + 1));
  }

  @Test
  void stopsWhenTheLimitIsExceeded() {
    var budget = new SearchBudget();
    assertThat(EditDistance.between("abc" + "x".repeat(250), "def" + "x".repeat(250), 2, budget))
        .isEqualTo(3);
    assertThat(budget.spent()).isLessThanOrEqualTo(5 * 5);
  }

  @Test
  void ignoresCase() {
    assertThat(between("ELEVEN_Flash", "eleven_flash", 0)).isZero();
  }

  private static int between(String a, String b, int limit) {
    return EditDistance.between(a, b, limit, new SearchBudget());
  }

  /** The recursive definition of the distance. */
  private static int naive(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cell(a, b, table, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int cell(String a, String b, int[][] table, int i, int j) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(table[i - 1][j - 1] + other, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swap =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swap ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
