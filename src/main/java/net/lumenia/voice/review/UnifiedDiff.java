package net.lumenia.voice.review;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as {@code diff -u} shows it. */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  /** Beyond this, changed lines are removed and added as a block. */
  private static final long MAX_CELLS = 4_000_000;

  /**
   * A line of the result.
   *
   * @param mark {@code ' '}, {@code '-'}, {@code '+'} or {@code '@'}
   * @param text with the mark in front
   */
  public record Line(char mark, String text) {}

  private final List<String> before;
  private final List<String> after;
  private final List<Line> all = new ArrayList<>();

  private UnifiedDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** The changed lines, with three lines around them; empty if the texts are equal. */
  public static List<Line> of(List<String> before, List<String> after) {
    var diff = new UnifiedDiff(before, after);
    diff.compare();
    return diff.hunks();
  }

  private void compare() {
    int start = 0;
    while (start < Math.min(before.size(), after.size())
        && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < Math.min(before.size(), after.size()) - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    before.subList(0, start).forEach(line -> add(' ', line));
    changed(before.subList(start, before.size() - end), after.subList(start, after.size() - end));
    before.subList(before.size() - end, before.size()).forEach(line -> add(' ', line));
  }

  /** By the longest common subsequence. */
  private void changed(List<String> old, List<String> now) {
    if ((long) old.size() * now.size() > MAX_CELLS) {
      old.forEach(line -> add('-', line));
      now.forEach(line -> add('+', line));
      return;
    }
    int[][] common = common(old, now);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        add(' ', old.get(i++));
        j++;
      } else if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        add('-', old.get(i++));
      } else {
        add('+', now.get(j++));
      }
    }
  }

  private static int[][] common(List<String> old, List<String> now) {
    int[][] length = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        length[i][j] =
            old.get(i).equals(now.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }

  private void add(char mark, String line) {
    all.add(new Line(mark, mark + line));
  }

  private List<Line> hunks() {
    var lines = new ArrayList<Line>();
    int oldLine = 1;
    int newLine = 1;
    int end = 0;
    for (int i = 0; i < all.size(); i++) {
      if (isNear(i)) {
        if (i >= end) {
          end = endOfHunk(i);
          lines.add(head(i, end, oldLine, newLine));
        }
        lines.add(all.get(i));
      }
      oldLine += all.get(i).mark() == '+' ? 0 : 1;
      newLine += all.get(i).mark() == '-' ? 0 : 1;
    }
    return lines;
  }

  /** Whether a changed line is close enough for this one to be shown. */
  private boolean isNear(int index) {
    return all
        .subList(Math.max(0, index - CONTEXT), Math.min(all.size(), index + CONTEXT + 1))
        .stream()
        .anyMatch(line -> line.mark() != ' ');
  }

  private int endOfHunk(int start) {
    int end = start;
    while (end < all.size() && isNear(end)) {
      end++;
    }
    return end;
  }

  private Line head(int start, int end, int oldLine, int newLine) {
    List<Line> hunk = all.subList(start, end);
    long old = hunk.stream().filter(line -> line.mark() != '+').count();
    long now = hunk.stream().filter(line -> line.mark() != '-').count();
    return new Line(
        '@',
        "@@ -%d,%d +%d,%d @@"
            .formatted(
                old == 0 ? oldLine - 1 : oldLine, old, now == 0 ? newLine - 1 : newLine, now));
  }
}
