package net.lumenia.voice.cli;

import java.io.PrintWriter;
import java.util.List;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.review.ReviewReport;
import net.lumenia.voice.review.Reviewed;
import net.lumenia.voice.review.UnifiedDiff;

/** Prints a review as {@code kubectl diff} prints changes. */
record DiffText(Palette palette) {

  void print(ReviewReport report, PrintWriter out, PrintWriter err) {
    report.skipped().forEach(skipped -> err.println("skipped: " + skipped));
    report.warnings().forEach(warning -> err.println("warning: " + warning));
    report.problems().forEach(problem -> err.println("error: " + problem));
    report.failures().forEach(failure -> err.println("error: " + failure));
    err.flush();
    report.assistants().forEach(one -> print(one, out));
    report.notes().forEach(out::println);
    out.println(palette.paint(Palette.Style.HEADING, report.summary()));
  }

  private void print(Reviewed one, PrintWriter out) {
    List<UnifiedDiff.Line> lines = ChangeLines.of(one);
    var verdict = ChangeLines.verdict(one);
    if (lines.isEmpty() && verdict.isEmpty()) {
      return;
    }
    out.println(palette.paint(Palette.Style.HEADING, ChangeLines.title(one)));
    verdict.ifPresent(out::println);
    one.warnings().forEach(warning -> out.println("warning: " + warning));
    if (!lines.isEmpty()) {
      out.println("--- live");
      out.println("+++ manifest");
      lines.forEach(line -> out.println(paint(line)));
    }
    out.println();
  }

  private String paint(UnifiedDiff.Line line) {
    return switch (line.mark()) {
      case '-' -> palette.paint(Palette.Style.REMOVED, line.text());
      case '+' -> palette.paint(Palette.Style.ADDED, line.text());
      case '@' -> palette.paint(Palette.Style.FAINT, line.text());
      default -> line.text();
    };
  }
}
