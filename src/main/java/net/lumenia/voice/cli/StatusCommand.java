package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.lumenia.voice.cli.fleet.AssistantDescription;
import net.lumenia.voice.cli.fleet.AssistantRow;
import net.lumenia.voice.cli.fleet.FleetDocument;
import net.lumenia.voice.cli.fleet.FleetFilter;
import net.lumenia.voice.cli.fleet.FleetTable;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Screen;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.crd.VoiceAssistant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the fleet as a table, or one assistant in depth. */
@Command(
    name = "status",
    description = {
      "Show the assistants as a table, or one of them field by field.",
      "",
    },
    footer = {
      "",
      "The command reads only the cluster: it shows what the operator has reported. Exit codes: 0;"
          + " 2 if there is no such VoiceAssistant, or the API server refuses or cannot be reached."
    })
final class StatusCommand implements Callable<Integer> {

  /** How to print. */
  enum Format {
    TEXT,
    WIDE,
    NAME,
    JSON,
    YAML
  }

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Name of a VoiceAssistant to show in depth. Default: a table of all")
  private @Nullable String name;

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Show the assistants of all namespaces.")
  private boolean allNamespaces;

  @Option(
      names = "--for",
      paramLabel = "FILTER",
      description =
          "Show only those with this reason, such as AwaitingApproval, or this condition, such as"
              + " Drifted or Ready=False.")
  private @Nullable String filterText;

  @Option(
      names = {"-w", "--watch"},
      description =
          "Keep showing: in place on a terminal, otherwise a line for each change. Ctrl-C ends it"
              + " with exit code 130.")
  private boolean isWatch;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description =
          "text, wide (with workspace, mode and message), name, json or yaml. Default: text")
  private Format format = Format.TEXT;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @ParentCommand private VoiceOperator program = new VoiceOperator(Map.of());

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Terminal terminal = Terminal.current();

  @Override
  public Integer call() throws InterruptedException {
    FleetFilter filter = filter();
    if (allNamespaces && name != null) {
      throw wrong("-A and NAME exclude each other: a name is unique in a namespace only");
    }
    if (isWatch && format == Format.YAML) {
      throw wrong("-w -o yaml is not possible; use -o json, which prints a line for each change");
    }
    try (KubernetesClient kubernetes = cluster.client(spec)) {
      String namespace = cluster.namespace(kubernetes);
      var reader =
          new FleetReader(
              kubernetes,
              allNamespaces ? Optional.empty() : Optional.of(namespace),
              Optional.ofNullable(name),
              filter);
      List<VoiceAssistant> assistants = reader.read();
      if (assistants.isEmpty() && name != null) {
        return refuse(
            "there is no VoiceAssistant %s in namespace %s; set the namespace with -n"
                .formatted(name, namespace));
      }
      show(assistants, namespace);
      return isWatch ? watch(reader, assistants) : ExitCode.OK;
    } catch (KubernetesClientException e) {
      return refuse(StartFailure.explain(e));
    }
  }

  private FleetFilter filter() {
    return filterText == null
        ? new FleetFilter.Every()
        : FleetFilter.parse(filterText)
            .orElseThrow(
                () ->
                    wrong(
                        "--for: '%s' is neither a reason (AwaitingApproval), a condition (Drifted) nor a condition with True, False or Unknown (Ready=False)"
                            .formatted(filterText)));
  }

  private void show(List<VoiceAssistant> assistants, String namespace) {
    if (isWatch && (terminal.isOut() || format == Format.JSON) && format != Format.NAME) {
      return; // the watch shows them
    }
    switch (format) {
      case JSON -> MachineOutput.JSON.print(FleetDocument.of(assistants), out());
      case YAML -> MachineOutput.YAML.print(FleetDocument.of(assistants), out());
      case NAME ->
          print(
              assistants.stream()
                  .map(AssistantRow::of)
                  .map(row -> allNamespaces ? row.key() : row.name())
                  .toList());
      case TEXT, WIDE -> {
        if (assistants.isEmpty()) {
          spec.commandLine()
              .getErr()
              .println(
                  allNamespaces
                      ? "there are no such VoiceAssistants in any namespace"
                      : "there are no such VoiceAssistants in namespace %s; set the namespace with -n, or show all with -A"
                          .formatted(namespace));
          return;
        }
        print(lines(assistants));
      }
    }
  }

  private List<String> lines(List<VoiceAssistant> assistants) {
    return name != null && format == Format.TEXT
        ? new AssistantDescription(
                assistants.getFirst(), programName(), maxWidth(), palette(), Instant.now())
            .lines()
        : table().lines(rows(assistants));
  }

  private FleetTable table() {
    return new FleetTable(
        allNamespaces, format == Format.WIDE, maxWidth(), palette(), Instant.now());
  }

  private static List<AssistantRow> rows(List<VoiceAssistant> assistants) {
    return assistants.stream().map(AssistantRow::of).toList();
  }

  private String programName() {
    return spec.root().name();
  }

  private int maxWidth() {
    return terminal.isOut() ? terminal.columns() : Integer.MAX_VALUE;
  }

  private Palette palette() {
    return terminal.palette(program.environment());
  }

  private int watch(FleetReader reader, List<VoiceAssistant> assistants)
      throws InterruptedException {
    var watch = new FleetWatch(assistants, reader.filter());
    try (SharedIndexInformer<VoiceAssistant> informer = reader.watch(watch.handler())) {
      return terminal.isOut() && (format == Format.TEXT || format == Format.WIDE)
          ? drawAlways(watch, informer)
          : printChanges(watch, assistants);
    }
  }

  /** Until a signal ends the process. */
  private int drawAlways(FleetWatch watch, SharedIndexInformer<VoiceAssistant> informer)
      throws InterruptedException {
    try (Screen screen = Screen.open(out())) {
      Runtime.getRuntime().addShutdownHook(new Thread(screen::close, "screen"));
      while (!out().checkError()) {
        screen.draw(frame(watch.assistants(), FleetWatch.isConnected(informer)));
        watch.await(_ -> {});
      }
    }
    return ExitCode.OK;
  }

  private List<String> frame(List<VoiceAssistant> assistants, boolean isConnected) {
    if (assistants.isEmpty()) {
      return List.of(name == null ? "no such VoiceAssistants" : name + " was deleted");
    }
    var frame = new ArrayList<>(lines(assistants));
    frame.add("");
    if (name == null) {
      frame.add(FleetTable.summary(rows(assistants)));
    }
    frame.add(
        palette()
            .paint(
                isConnected ? Palette.Style.FAINT : Palette.Style.BAD,
                isConnected
                    ? "Ctrl-C ends"
                    : "The connection to the API server is lost; connecting again"));
    return frame;
  }

  /** Until a signal ends the process, or the reader of stdout does. */
  private int printChanges(FleetWatch watch, List<VoiceAssistant> assistants)
      throws InterruptedException {
    var known = new HashMap<String, AssistantRow>();
    if (format != Format.JSON) {
      rows(assistants).forEach(row -> known.put(row.key(), row));
    }
    while (!out().checkError()) {
      watch.await(change -> printChange(change, known, watch));
    }
    return ExitCode.OK;
  }

  private void printChange(
      FleetWatch.Change change, Map<String, AssistantRow> known, FleetWatch watch) {
    AssistantRow row = AssistantRow.of(change.assistant());
    if (change.isGone()) {
      known.remove(row.key());
      spec.commandLine().getErr().println("VoiceAssistant %s was deleted".formatted(row.key()));
    } else if (!row.equals(known.put(row.key(), row)) && filter().matches(change.assistant())) {
      print(
          switch (format) {
            case JSON -> List.of(FleetDocument.of(change.assistant()).toString());
            case NAME -> List.of(allNamespaces ? row.key() : row.name());
            default -> table().lines(List.of(row), rows(watch.assistants()));
          });
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void print(List<String> lines) {
    lines.forEach(out()::println);
    out().flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int refuse(String message) {
    spec.commandLine().getErr().println(message);
    return ExitCode.USAGE;
  }
}
