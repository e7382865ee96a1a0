package net.lumenia.voice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.state.NumberShape;
import net.lumenia.voice.simulator.state.ResponseShape;
import net.lumenia.voice.simulator.state.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulator until a signal ends the process. */
@Command(
    name = "simulate",
    description = {
      "Simulate the Lumenia API for demos and tests.",
      "",
      "The simulator follows the published API strictly. The options below choose what the API"
          + " leaves open; requests to /_control change them while it runs.",
      ""
    },
    footer = {
      "",
      "Every option can also be given as an environment variable, such as"
          + " VOICE_OPERATOR_SIMULATE_PORT=8090.",
      "",
      "Exit codes: 0 after SIGTERM or Ctrl-C; 2 if an option is invalid or the address is in use."
    })
final class SimulateCommand implements Callable<Integer> {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on; /_control is served only on loopback. Default: ${DEFAULT-VALUE}")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on; 0 takes a free port. Default: ${DEFAULT-VALUE}")
  private int port = 8090;

  @Option(
      names = "--account-id",
      paramLabel = "UUID",
      description = "X-Account-Id of all workspaces. Default: ${DEFAULT-VALUE}")
  private String accountId = SimulatorOptions.ACCOUNT_ID;

  // Not DEFAULT-VALUE, which would print a token from the environment.
  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "Bearer token of the account. Set VOICE_OPERATOR_SIMULATE_TOKEN instead if it is a"
              + " secret. Default: "
              + SimulatorOptions.TOKEN)
  private String token = SimulatorOptions.TOKEN;

  @Option(
      names = "--workspace",
      paramLabel = "NAME",
      split = ",",
      description =
          "Provisioned workspace whose assistant is empty; repeatable, or separated by commas.")
  private List<String> named = List.of();

  @Option(
      names = "--workspaces",
      paramLabel = "COUNT",
      description = "Number of additional workspaces, named PREFIX1, PREFIX2 and so on. Default: 0")
  private int count = 0;

  @Option(
      names = "--workspace-prefix",
      paramLabel = "PREFIX",
      description = "Prefix of the names of --workspaces. Default: ${DEFAULT-VALUE}")
  private String prefix = "workspace-";

  @Option(
      names = "--unprovisioned",
      description = "The workspaces exist, but have no voice integrations.")
  private boolean unprovisioned = false;

  @Option(
      names = "--numbers",
      paramLabel = "COUNT",
      description =
          "Phone numbers of the organization, with ids 1 to COUNT and numbers from +493023125001."
              + " Default: ${DEFAULT-VALUE}")
  private int numbers = 100;

  @Option(
      names = "--number-shape",
      paramLabel = "SHAPE",
      description =
          "Shape of the list of phone numbers: array; numbers or data (an array under that name);"
              + " pages (data.items, 40 at a time); keyed (an object by id). Default: numbers")
  private NumberShape numberShape = NumberShape.NUMBERS;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description =
          "Shape of assistants in responses: flat (the keys of a PATCH) or nested (model.messages,"
              + " fallbackPlan). Default: flat")
  private ResponseShape shape = ResponseShape.FLAT;

  @Option(
      names = "--bare",
      description = "Respond to GET with the assistant itself, not under \"assistant\".")
  private boolean bare = false;

  @Option(
      names = "--hide",
      paramLabel = "FIELD",
      split = ",",
      description =
          "Field that responses omit, such as number_id or prompt; repeatable, or separated by"
              + " commas.")
  private List<String> hidden = List.of();

  @Option(
      names = "--empty-patch-answer",
      description =
          "Respond to PATCH with \"assistant\": {}, as the API's page shows, not with the assistant.")
  private boolean emptyPatchAnswer = false;

  @Option(
      names = "--empty-creation",
      description = "POST creates a voice integration with an empty assistant, whatever its body.")
  private boolean emptyCreation = false;

  @Option(
      names = "--latency",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Delay of every response, such as 200ms or 2s. Default: no delay")
  private Duration latency = Duration.ZERO;

  @Option(
      names = "--fault",
      paramLabel = "JSON",
      description =
          "Fault from the start, as in POST /_control/faults, such as"
              + " '{\"kind\": \"status\", \"status\": 503, \"seconds\": 300}'; repeatable.")
  private List<String> faults = List.of();

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description = "JSON file with the catalog to serve. Default: the reference catalog")
  private @Nullable Path catalog = null;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Simulator simulator = start();
    spec.commandLine()
        .getOut()
        .printf(
            "listening on %s (account %s, workspaces: %d)%ntry: curl %s/_control/workspaces%n",
            simulator.baseUrl(), accountId, workspaces().size(), simulator.baseUrl())
        .flush();
    Service.runUntilSignalled(simulator);
    return 0;
  }

  private Simulator start() {
    try {
      List<Fault> fromTheStart = faults.stream().map(SimulateCommand::fault).toList();
      Simulator simulator = Simulator.start(options());
      fromTheStart.forEach(simulator::inject);
      return simulator;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Fault fault(String json) {
    try {
      return Fault.parse(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--fault: " + e.getMessage(), e);
    }
  }

  private SimulatorOptions options() {
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .listeningOn(host, within("--port", port, 65_535))
            .withAccount(accountId, token)
            .withSettings(settings())
            .withWorkspaces(workspaces())
            .withNumbers(
                LongStream.rangeClosed(1, within("--numbers", numbers, 1_000_000))
                    .boxed()
                    .toList());
    if (unprovisioned) {
      options = options.unprovisioned();
    }
    return catalog == null ? options : options.withCatalog(read(catalog));
  }

  private Settings settings() {
    return new Settings(
        shape,
        bare,
        Set.copyOf(hidden),
        emptyPatchAnswer,
        emptyCreation,
        numberShape,
        latency.toMillis());
  }

  private List<String> workspaces() {
    List<String> names = new ArrayList<>(named);
    IntStream.rangeClosed(1, within("--workspaces", count, 1_000_000))
        .forEach(i -> names.add(prefix + i));
    return names;
  }

  private static int within(String option, int value, int most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "%s: must be between 0 and %d, not %d".formatted(option, most, value));
    }
    return value;
  }

  private static JsonNode read(Path file) {
    try {
      return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw unreadable(file, "it is not JSON: " + e.getOriginalMessage(), e);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "the file does not exist", e);
    } catch (IOException e) {
      throw unreadable(file, e.toString(), e);
    }
  }

  private static UncheckedIOException unreadable(Path file, String why, IOException cause) {
    return new UncheckedIOException("--catalog: cannot read %s: %s".formatted(file, why), cause);
  }
}
