package net.lumenia.voice.cli;

import java.io.PrintWriter;
import net.lumenia.voice.review.ValidationReport;
import picocli.CommandLine;

/** Prints the result of {@code validate}: a line for each problem, and the numbers. */
record ValidationText(CommandLine command) {

  void print(ValidationReport report) {
    PrintWriter err = command.getErr();
    report.skipped().forEach(skipped -> err.println("skipped: " + skipped));
    report.warnings().forEach(warning -> err.println("warning: " + warning));
    report.failures().forEach(failure -> err.println("error: " + failure));
    err.flush();
    PrintWriter out = command.getOut();
    report.problems().forEach(out::println);
    out.println(report.summary());
    out.flush();
  }
}
