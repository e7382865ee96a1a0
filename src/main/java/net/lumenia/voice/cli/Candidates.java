package net.lumenia.voice.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * How the last word of a command line may go on.
 *
 * @param lines a candidate each, with a description behind a tab if there is one
 * @param mayBeFile whether the shell may complete the names of files
 */
record Candidates(List<String> lines, boolean mayBeFile) {

  private static final Set<String> CLUSTER_OPTIONS =
      Set.of("-n", "--namespace", "--context", "--kubeconfig", "--as");

  /** The commands whose NAME is that of an assistant. */
  private static final Set<String> WITH_ASSISTANT = Set.of("status", "approve", "rollback", "wait");

  /**
   * @param words the last one is incomplete
   * @param names of assistants, by the options of the cluster
   */
  static Candidates of(
      CommandSpec root, List<String> words, Function<List<String>, Stream<String>> names) {
    List<String> typed = joined(words);
    String last = typed.isEmpty() ? "" : typed.getLast();
    List<String> before = typed.isEmpty() ? List.of() : typed.subList(0, typed.size() - 1);
    Optional<CommandSpec> command =
        before.stream()
            .map(root.subcommands()::get)
            .filter(one -> one != null)
            .findFirst()
            .map(CommandLine::getCommandSpec);
    if (command.isEmpty()) {
      return closed(last.startsWith("-") ? options(root) : commands(root), last);
    }
    return of(command.get(), before, last, names);
  }

  private static Candidates of(
      CommandSpec command,
      List<String> before,
      String last,
      Function<List<String>, Stream<String>> names) {
    int equals = last.indexOf('=');
    if (last.startsWith("-") && equals > 0) {
      String option = last.substring(0, equals + 1);
      Candidates values =
          values(command.findOption(last.substring(0, equals)), last.substring(equals + 1));
      return new Candidates(
          values.lines().stream().map(option::concat).toList(), values.mayBeFile());
    }
    OptionSpec awaiting = command.findOption(before.getLast());
    if (awaiting != null && awaiting.arity().max() > 0) {
      return values(awaiting, last);
    }
    if (last.startsWith("-")) {
      return closed(options(command), last);
    }
    if (WITH_ASSISTANT.contains(command.name())) {
      return closed(names.apply(clusterOptions(before)), last);
    }
    if (command.name().equals("completion")) {
      return closed(Stream.of("bash", "zsh", "fish"), last);
    }
    return command.name().equals("help")
        ? closed(commands(command.root()), last)
        : new Candidates(List.of(), true);
  }

  /** Bash makes three words of {@code --for=Drifted}. */
  private static List<String> joined(List<String> words) {
    var joined = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      boolean isSplit =
          words.get(i).equals("=") && !joined.isEmpty() && joined.getLast().startsWith("-");
      if (isSplit) {
        joined.add(joined.removeLast() + "=" + (i + 1 < words.size() ? words.get(++i) : ""));
      } else {
        joined.add(words.get(i));
      }
    }
    return joined;
  }

  private static Candidates values(@Nullable OptionSpec option, String start) {
    if (option == null || option.completionCandidates() == null) {
      return new Candidates(List.of(), true);
    }
    return closed(
        StreamSupport.stream(option.completionCandidates().spliterator(), false)
            .map(value -> value.toLowerCase(Locale.ROOT)),
        start);
  }

  private static Stream<String> commands(CommandSpec root) {
    return root.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(one -> !one.usageMessage().hidden())
        .map(one -> described(one.name(), one.usageMessage().description()));
  }

  private static Stream<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(option -> described(option.longestName(), option.description()));
  }

  private static String described(String name, String[] description) {
    return Arrays.stream(description)
        .findFirst()
        .map(text -> name + "\t" + text.split("[.;:] |\\.$", 2)[0])
        .orElse(name);
  }

  private static List<String> clusterOptions(List<String> words) {
    var options = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (CLUSTER_OPTIONS.contains(word) && i + 1 < words.size()) {
        options.add(word);
        options.add(words.get(++i));
      } else if (CLUSTER_OPTIONS.contains(word.split("=", 2)[0]) && word.contains("=")) {
        options.add(word);
      }
    }
    return options;
  }

  private static Candidates closed(Stream<String> all, String start) {
    return new Candidates(all.filter(one -> one.startsWith(start)).toList(), false);
  }

  /** The last line of the answer: what the shell does besides, in Cobra's numbers. */
  String directive() {
    return mayBeFile ? ":0" : ":4";
  }
}
