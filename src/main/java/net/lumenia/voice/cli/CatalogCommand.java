package net.lumenia.voice.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.assistant.ServerText;
import net.lumenia.voice.cli.output.Columns;
import net.lumenia.voice.cli.output.Progress;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.lumenia.ApiFailure;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.session.AccountSessions;
import net.lumenia.voice.session.SessionResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints what the account allows. */
@Command(
    name = "catalog",
    description = {
      "Print the voices, models and languages that the account allows.",
      "",
    },
    footer = {
      "",
      "Examples:",
      "  ${COMMAND-FULL-NAME} elli",
      "  ${COMMAND-FULL-NAME} --kind language --provider deepgram --from-cluster -n shop",
      "",
      "Exit codes: 0; 2 if an option is invalid; 3 if the catalog cannot be read."
    })
final class CatalogCommand implements Callable<Integer> {

  private static final int API_FAILURE = 3;

  /** The formats of the output. */
  enum Format {
    TEXT,
    JSON,
    YAML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..1",
      description = "Print only values that contain this text, in any case")
  private @Nullable String text;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Print only values of this provider, such as 11labs")
  private @Nullable String provider;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Print only values of this kind: voice, model or language")
  private CatalogEntry.@Nullable Kind kind;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "Format of the output: text, json or yaml. Default: text")
  private Format format = Format.TEXT;

  @Mixin private LumeniaOptions lumenia = new LumeniaOptions();

  @ParentCommand private VoiceOperator program = new VoiceOperator(Map.of());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (AccountSessions sessions = lumenia.open(spec)) {
      return switch (lumenia.session(sessions)) {
        case SessionResult.Refused(String why) -> fail(why);
        case SessionResult.Opened(var session) -> {
          ApiResult<Catalog> read;
          try (var progress =
              new Progress(spec.commandLine().getErr(), Terminal.current(), "catalogs read")) {
            read = session.catalog(progress);
          }
          yield switch (read) {
            case ApiResult.Failure<Catalog>(ApiFailure failure) -> fail(failure.message());
            case ApiResult.Success<Catalog>(Catalog catalog) -> print(catalog);
          };
        }
      };
    } catch (KubernetesClientException e) {
      return fail(StartFailure.explain(e));
    }
  }

  private int print(Catalog catalog) {
    List<CatalogEntry> entries = CatalogEntry.of(catalog).stream().filter(this::isWanted).toList();
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> out.print(table(entries));
      case JSON -> MachineOutput.JSON.print(json(catalog, entries), out);
      case YAML -> MachineOutput.YAML.print(json(catalog, entries), out);
    }
    out.flush();
    if (entries.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("no value matches; see the whole catalog without TEXT, --provider and --kind");
    }
    return ExitCode.OK;
  }

  private boolean isWanted(CatalogEntry entry) {
    return (kind == null || kind == entry.kind())
        && (provider == null || provider.equals(entry.provider()))
        && (text == null || matches(entry.value(), text));
  }

  private static boolean matches(String value, String text) {
    return value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private String table(List<CatalogEntry> entries) {
    if (entries.isEmpty()) {
      return "";
    }
    var columns = new Columns("FOR", "PROVIDER", "KIND", "VALUE", "MODELS");
    entries.forEach(
        entry ->
            columns.add(
                entry.component().label(),
                ServerText.clean(entry.provider()),
                entry.kind().label(),
                ServerText.clean(entry.value()),
                ServerText.clean(String.join(", ", entry.models()))));
    return columns.text(Terminal.current().palette(program.environment()));
  }

  private static ObjectNode json(Catalog catalog, List<CatalogEntry> entries) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", 1).put("hash", catalog.fingerprint());
    ArrayNode values = json.putArray("values");
    for (CatalogEntry entry : entries) {
      ObjectNode value = values.addObject();
      value
          .put("for", entry.component().label())
          .put("provider", entry.provider())
          .put("kind", entry.kind().label());
      if (entry.isAny()) {
        value.put("any", true);
      } else {
        value.put("value", entry.value());
      }
      if (!entry.models().isEmpty()) {
        entry.models().forEach(value.putArray("models")::add);
      }
    }
    json.putArray("warnings");
    json.putArray("errors");
    return json;
  }

  private int fail(String message) {
    spec.commandLine().getErr().println("cannot read the catalog: " + message);
    return API_FAILURE;
  }
}
