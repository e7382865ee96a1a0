package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.lumenia.voice.cli.output.Progress;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.review.ManifestCheck;
import net.lumenia.voice.review.ReviewReport;
import net.lumenia.voice.review.ReviewTarget;
import net.lumenia.voice.review.ReviewTargets;
import net.lumenia.voice.review.Reviewed;
import net.lumenia.voice.review.Reviewer;
import net.lumenia.voice.review.SharedPrompts;
import net.lumenia.voice.session.AccountSessions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows what the operator would send for manifests. */
@Command(
    name = "diff",
    description = {
      "Show what the operator would send for manifests, without sending it.",
      "",
      "Live assistants come from the API, or from a file with --live. With --from-cluster, the"
          + " accounts, the operator's memory and prompts come from the cluster; otherwise every"
          + " assistant is planned as one that the operator has never seen.",
      "",
    },
    footer = {
      "",
      "Exit codes: 0 if nothing changes; 1 if something changes or is refused; 2 if an input is"
          + " invalid; 3 if the API or the cluster fails. The highest one wins."
    })
final class DiffCommand implements Callable<Integer> {

  private enum Format {
    TEXT,
    JSON,
    YAML,
    MARKDOWN
  }

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Option(
      names = "--live",
      paramLabel = "FILE",
      description = "Saved answers of the API, instead of the live API")
  private @Nullable Path liveFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Format: text, json, yaml or markdown. Default: ${DEFAULT-VALUE}")
  private Format format = Format.TEXT;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the plans to this file, for approve --plan")
  private @Nullable Path planFile;

  @Option(
      names = "--exit-code",
      paramLabel = "BOOLEAN",
      arity = "1",
      defaultValue = "true",
      description = "Whether changes lead to exit code 1. Default: ${DEFAULT-VALUE}")
  private boolean changesFail = true;

  @Mixin private LumeniaOptions lumenia = new LumeniaOptions();

  @ParentCommand private VoiceOperator program = new VoiceOperator(Map.of());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ReviewReport report = review();
    print(report);
    if (planFile != null) {
      write(planFile, MachineOutput.JSON.text(PlanJson.of(report)));
    }
    if (report.isFailed()) {
      return ReviewExit.FAILED;
    }
    if (report.isInvalid()) {
      return ReviewExit.UNREADABLE;
    }
    return report.isChange() && changesFail ? ReviewExit.CHANGES : ReviewExit.OK;
  }

  private ReviewReport review() {
    try (ClusterMemory memory = memory()) {
      String namespace =
          lumenia
              .cluster()
              .givenNamespace()
              .or(memory::namespace)
              .orElse(ClusterOptions.DEFAULT_NAMESPACE);
      return review(manifests.read(namespace), memory);
    } catch (KubernetesClientException e) {
      return ReviewReport.failed(StartFailure.explain(e));
    }
  }

  private ClusterMemory memory() {
    return lumenia.fromCluster()
        ? new ClusterMemory.Of(lumenia.cluster().client(spec))
        : ClusterMemory.NONE;
  }

  private ReviewReport review(Manifests read, ClusterMemory memory) {
    ReviewTargets targets = ReviewTargets.of(read, memory::configMap);
    if (targets.toRead().isEmpty()) {
      return report(read, targets, List.of(), List.of());
    }
    if (liveFile != null) {
      return review(read, targets, memory, SavedState.read(liveFile, spec));
    }
    try (AccountSessions sessions = lumenia.open(spec);
        var progress =
            new Progress(spec.commandLine().getErr(), Terminal.current(), "assistants read")) {
      return review(read, targets, memory, new SessionSource(sessions, progress));
    }
  }

  private static ReviewReport review(
      Manifests read, ReviewTargets targets, ClusterMemory memory, ReviewSource source) {
    var live = source.read(targets.toRead());
    var histories = memory.histories(targets.toRead());
    List<Reviewed> reviewed =
        targets.toRead().stream()
            .map(
                target ->
                    Reviewer.review(
                        target,
                        Objects.requireNonNull(live.get(target)),
                        Optional.ofNullable(histories.get(target)),
                        source.catalog(target),
                        () -> source.phoneNumbers(target)))
            .toList();
    return report(read, targets, reviewed, source.warnings());
  }

  private static ReviewReport report(
      Manifests read, ReviewTargets targets, List<Reviewed> reviewed, List<String> unknown) {
    var all = new ArrayList<>(reviewed);
    targets.suspended().forEach(all::add);
    List<ReviewTarget> order = targets.targets();
    all.sort(Comparator.comparingInt(one -> order.indexOf(one.target())));
    var warnings = new ArrayList<>(unknown);
    read.assistants().forEach(one -> ManifestCheck.warning(one).ifPresent(warnings::add));
    return new ReviewReport(
        all, targets.problems(), read.skipped(), SharedPrompts.notes(all), warnings, List.of());
  }

  private void print(ReviewReport report) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT ->
          new DiffText(Terminal.current().palette(program.environment()))
              .print(report, out, spec.commandLine().getErr());
      case JSON -> MachineOutput.JSON.print(DiffJson.of(report), out);
      case YAML -> MachineOutput.YAML.print(DiffJson.of(report), out);
      case MARKDOWN -> out.print(DiffMarkdown.of(report));
    }
    out.flush();
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--out: %s cannot be written".formatted(file), e);
    }
  }
}
