package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.audit.Audit;
import net.lumenia.voice.audit.Declaration;
import net.lumenia.voice.audit.Finding;
import net.lumenia.voice.cli.output.Palette;
import net.lumenia.voice.cli.output.Progress;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.manifest.ManifestReader;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.SessionResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists what an auditor should look at. */
@Command(
    name = "audit",
    description = {
      "List what is wrong with live assistants and their VoiceAssistants.",
      "",
      "Finds workspaces that no VoiceAssistant declares, and those that several declare; live"
          + " values that the catalog has dropped; texts with $${...}; and fallbacks of the same"
          + " provider as what they are for.",
      "",
    },
    footer = {
      "",
      "Examples:",
      "  ${COMMAND-FULL-NAME} --from-cluster -n shop --workspaces-from names.txt",
      "  ${COMMAND-FULL-NAME} -f assistants/ --workspaces-from names.txt -o json",
      "",
      "Exit codes: 0 if nothing is found; 1 if something is; 2 if an option is invalid; 3 if"
          + " something cannot be read."
    })
final class AuditCommand implements Callable<Integer> {

  private static final int FINDINGS = 1;
  private static final int API_FAILURE = 3;

  /** The formats of the output. */
  enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "PATH",
      description =
          "Manifests to audit: a file, a folder, or - for standard input. Repeatable. Default: the"
              + " cluster's VoiceAssistants")
  private List<String> files = List.of();

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "The cluster's VoiceAssistants in all namespaces")
  private boolean allNamespaces;

  @Mixin private WorkspaceOptions workspaces = new WorkspaceOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "Format of the output: text or json. Default: text")
  private Format format = Format.TEXT;

  @Mixin private LumeniaOptions lumenia = new LumeniaOptions();

  @ParentCommand private VoiceOperator program = new VoiceOperator(Map.of());

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Notes failures = new Notes();
  private final List<String> problems = new ArrayList<>();

  @Override
  public Integer call() {
    Set<WorkspaceSlug> named = workspaces.named(spec, System.in);
    try (AccountSessions sessions = lumenia.open(spec)) {
      DeclaredWorkspaces declared = declared();
      problems.addAll(declared.problems());
      List<Finding> findings = audit(declared.all(), named, sessions);
      print(findings);
      return isComplete() ? findings.isEmpty() ? ExitCode.OK : FINDINGS : API_FAILURE;
    } catch (KubernetesClientException e) {
      spec.commandLine().getErr().println(StartFailure.explain(e));
      return API_FAILURE;
    }
  }

  private boolean isComplete() {
    return failures.isEmpty() && problems.isEmpty();
  }

  private DeclaredWorkspaces declared() {
    if (!files.isEmpty()) {
      return DeclaredWorkspaces.ofManifests(ManifestReader.read(files, System.in));
    }
    try (KubernetesClient kubernetes = lumenia.cluster().client(spec)) {
      return DeclaredWorkspaces.ofCluster(
          kubernetes,
          allNamespaces ? Optional.empty() : Optional.of(lumenia.cluster().namespace(kubernetes)));
    }
  }

  private List<Finding> audit(
      List<DeclaredWorkspaces.One> declared, Set<WorkspaceSlug> named, AccountSessions sessions) {
    List<Declaration> declarations =
        declared.stream().map(one -> declaration(one, sessions)).toList();
    Map<WorkspaceTarget, String> places = places(declared, named);
    LiveReads reads;
    try (var progress =
        new Progress(spec.commandLine().getErr(), Terminal.current(), "assistants read")) {
      reads = LiveReads.of(places.keySet(), sessions, progress);
    }
    failures.addAll(reads.failures());
    var findings =
        new ArrayList<>(Audit.unmanaged(minus(named, reads.unprovisioned()), declarations));
    findings.addAll(Audit.duplicates(declarations));
    declarations.forEach(one -> findings.addAll(Audit.declared(one)));
    findings.addAll(auditLive(reads.live(), places, sessions));
    return findings;
  }

  private List<Finding> auditLive(
      Map<WorkspaceTarget, LiveAssistant> all,
      Map<WorkspaceTarget, String> places,
      AccountSessions sessions) {
    var findings = new ArrayList<Finding>();
    try (var progress =
        new Progress(spec.commandLine().getErr(), Terminal.current(), "catalogs read")) {
      var catalogs = AccountReads.catalogs(progress);
      all.forEach(
          (target, live) ->
              findings.addAll(
                  Audit.live(
                      target.workspace(),
                      places.getOrDefault(target, ""),
                      live,
                      catalogs.of(target.session(sessions)))));
      problems.addAll(catalogs.failures());
    }
    return findings;
  }

  private static Set<WorkspaceSlug> minus(Set<WorkspaceSlug> all, Set<WorkspaceSlug> others) {
    var rest = new LinkedHashSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  /** The same account of the API under several names counts as one, as far as it is known. */
  private static Declaration declaration(DeclaredWorkspaces.One one, AccountSessions sessions) {
    String account =
        switch (one.target().session(sessions)) {
          case SessionResult.Opened(var session) -> session.endpoint().fingerprint();
          case SessionResult.Refused _ ->
              References.key(one.namespace().orElse(""), one.desired().accountName());
        };
    return new Declaration(
        one.desired(), account, !References.isObserving(one.resource()), one.place());
  }

  /** What to read, each workspace of an account once, and where it is declared. */
  private Map<WorkspaceTarget, String> places(
      List<DeclaredWorkspaces.One> declared, Set<WorkspaceSlug> named) {
    Map<WorkspaceTarget, String> places = new LinkedHashMap<>();
    Map<WorkspaceSlug, String> known = new HashMap<>();
    for (DeclaredWorkspaces.One one : declared) {
      places.putIfAbsent(one.target(), one.place());
      known.put(one.desired().workspace().canonical(), one.place());
    }
    named.stream()
        .filter(workspace -> !known.containsKey(workspace.canonical()))
        .forEach(
            workspace ->
                places.put(
                    new WorkspaceTarget(
                        workspace, Optional.empty(), lumenia.account(), Optional.empty()),
                    Notes.label(workspace)));
    return places;
  }

  private void print(List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> printText(findings, out);
      case JSON -> MachineOutput.JSON.print(json(findings), out);
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    problems.forEach(err::println);
    failures.print(err);
  }

  private void printText(List<Finding> findings, PrintWriter out) {
    Palette palette = Terminal.current().palette(program.environment());
    for (Finding finding : findings) {
      String where =
          finding.place().equals(finding.workspace().text())
              ? Notes.label(finding.workspace())
              : finding.place();
      out.printf(
          "%s: %s: %s%n",
          where, palette.paint(Palette.Style.WARNING, finding.kind().label()), finding.message());
    }
    out.printf("Audit: %d finding%s%n", findings.size(), findings.size() == 1 ? "" : "s");
  }

  private ObjectNode json(List<Finding> findings) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", 1);
    ArrayNode list = json.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode one = list.addObject();
      one.put("kind", finding.kind().label()).put("slug", finding.workspace().text());
      finding.workspace().name().ifPresent(name -> one.put("workspace", name));
      one.put("place", finding.place()).put("message", finding.message());
    }
    json.putArray("warnings");
    ArrayNode errors = json.putArray("errors");
    problems.forEach(errors::add);
    failures.lines().forEach(errors::add);
    return json;
  }
}
