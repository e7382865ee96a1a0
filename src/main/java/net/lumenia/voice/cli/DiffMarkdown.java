package net.lumenia.voice.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.review.ReviewReport;
import net.lumenia.voice.review.Reviewed;
import net.lumenia.voice.review.UnifiedDiff;
import net.lumenia.voice.review.Verdict;

/** A review as a comment for a pull request. */
final class DiffMarkdown {

  private final StringBuilder text = new StringBuilder();

  private DiffMarkdown() {}

  static String of(ReviewReport report) {
    var markdown = new DiffMarkdown();
    markdown.write(report);
    return markdown.text.toString();
  }

  private void write(ReviewReport report) {
    line("### " + report.summary());
    line("");
    bullets("Error", report.problems().stream().map(Object::toString).toList());
    bullets("Error", report.failures());
    bullets("Warning", report.warnings());
    bullets("Note", report.notes());
    List<Reviewed> shown =
        report.assistants().stream()
            .filter(
                one -> !(one.verdict() instanceof Verdict.Unchanged) || !one.changes().isEmpty())
            .toList();
    if (!shown.isEmpty()) {
      line("| assistant | workspace | what happens | fields |");
      line("| --- | --- | --- | --- |");
      shown.forEach(this::row);
      line("");
      shown.forEach(this::details);
    }
  }

  private void bullets(String kind, List<String> texts) {
    texts.forEach(one -> line("- **%s**: %s".formatted(kind, escape(one))));
    if (!texts.isEmpty()) {
      line("");
    }
  }

  private void row(Reviewed one) {
    line(
        "| %s/%s | %s | %s | %s |"
            .formatted(
                one.target().namespace(),
                one.target().name(),
                escape(Notes.label(one.target().desired().workspace())),
                escape(ChangeLines.verdict(one).orElse("changes")),
                one.changes().stream()
                    .map(change -> "`" + change.name() + "`")
                    .collect(joining(", "))));
  }

  private void details(Reviewed one) {
    List<UnifiedDiff.Line> lines = ChangeLines.of(one);
    if (lines.isEmpty()) {
      return;
    }
    String diff = lines.stream().map(UnifiedDiff.Line::text).collect(joining("\n"));
    String fence = fence(diff);
    line(
        "<details><summary>%s/%s</summary>"
            .formatted(one.target().namespace(), one.target().name()));
    line("");
    one.warnings().forEach(warning -> line("**Warning**: " + escape(warning) + "\n"));
    line(fence + "diff");
    line(diff);
    line(fence);
    line("");
    line("</details>");
    line("");
  }

  /** Longer than any in the text, so that a prompt cannot end it. */
  private static String fence(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence;
  }

  private static String escape(String text) {
    return ServerText.visible(text).replaceAll("([\\\\`*_\\[\\]<>|#@])", "\\\\$1");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
