package net.lumenia.voice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.lumenia.voice.simulator.Simulator;
import net.lumenia.voice.simulator.SimulatorOptions;
import net.lumenia.voice.simulator.exchange.Route;
import net.lumenia.voice.simulator.faults.Fault;
import net.lumenia.voice.simulator.faults.FaultKind;
import net.lumenia.voice.simulator.state.ResponseShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code voice-operator export}, from the simulator. */
@Timeout(60)
class ExportCommandTest {

  private static final String ASSISTANT =
      """
      {"firstMessage": "Hello, this is Acme: how can I help?",
       "prompt": "You are Acme's assistant.\\n\\nBe brief.\\n",
       "voice": {"provider": "11labs", "voiceId": "21m00Tcm4TlvDq8ikWAM", "model": "eleven_multilingual_v2"},
       "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "no"},
       "fallbackVoices": [{"provider": "vapi", "voiceId": "Clara"}],
       "fallbackTranscribers": [],
       "number_id": 7}
      """;

  private static final String MANIFEST =
      """
      apiVersion: voice.lumenia.net/v1alpha1
      kind: VoiceAssistant
      metadata:
        name: acme
      spec:
        workspace:
          originalSlug: acme
        firstMessage: "Hello, this is Acme: how can I help?"
        prompt: |
          You are Acme's assistant.

          Be brief.
        voice:
          provider: 11labs
          voiceId: 21m00Tcm4TlvDq8ikWAM
          model: eleven_multilingual_v2
        transcriber:
          provider: deepgram
          model: nova-3
          language: "no"
        fallbackVoices:
          - provider: vapi
            voiceId: Clara
        fallbackTranscribers: []
        phoneNumber: "+493023125007"
      """
          .replace("11labs", "\"11labs\"")
          .replace("21m00Tcm4TlvDq8ikWAM", "\"21m00Tcm4TlvDq8ikWAM\"");

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    simulator.close();
  }

  private Typed export(String... arguments) {
    return export(Typed.environment(simulator), arguments);
  }

  private static Typed export(Map<String, String> environment, String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "export";
    command[1] = "--allow-insecure-http";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return Typed.command(environment, command);
  }

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) new JsonMapper().readTree(text);
  }

  @ParameterizedTest
  @EnumSource(ResponseShape.class)
  void everyShapeGivesTheSameManifest(ResponseShape shape) throws JsonProcessingException {
    simulator.settings(now -> now.withShape(shape));
    simulator.addWorkspace("acme", json(ASSISTANT));
    assertThat(export("--workspace", "acme")).isEqualTo(new Typed(0, MANIFEST, ""));
  }

  @ParameterizedTest
  @EnumSource(ResponseShape.class)
  void diffOfWhatIsExportedIsEmpty(ResponseShape shape, @TempDir Path folder)
      throws JsonProcessingException {
    simulator.settings(now -> now.withShape(shape).withHidden("number_id"));
    for (int i = 1; i <= 200; i++) {
      ObjectNode assistant = json(ASSISTANT).put("prompt", "Shop " + i + " \n\n");
      assistant.remove("number_id");
      simulator.addWorkspace("shop " + i, assistant);
    }
    var export =
        new ArrayList<>(List.of("--into", folder.toString(), "--requests-per-minute=60000"));
    IntStream.rangeClosed(1, 200).forEach(i -> export.add("--workspace=shop " + i));
    assertThat(export(export.toArray(String[]::new)).exitCode()).isZero();
    Typed diff =
        Typed.command(
            Typed.environment(simulator),
            "diff",
            "--allow-insecure-http",
            "--requests-per-minute=60000",
            "-f",
            folder.toString());
    assertThat(diff.exitCode()).as(diff.out() + diff.err()).isZero();
    assertThat(diff.out()).endsWith("Plan: 0 to change, 0 refused, 200 unchanged\n");
  }

  @Test
  void hiddenFieldsAreLeftOutWithANote() throws JsonProcessingException {
    simulator.settings(
        now -> now.withHidden("number_id", "fallbackVoices", "fallbackTranscribers"));
    for (int i = 1; i <= 5; i++) {
      simulator.addWorkspace("shop-" + i, json(ASSISTANT).without("number_id"));
    }
    Typed typed =
        export(
            "--workspace=shop-1",
            "--workspace=shop-2",
            "--workspace=shop-3",
            "--workspace=shop-4",
            "--workspace=shop-5");
    assertThat(typed.exitCode()).isZero();
    assertThat(typed.out()).doesNotContain("numberId", "fallback");
    assertThat(typed.err())
        .isEqualTo(
            """
            shop-1, shop-2, shop-3 and 2 more: fallbackVoices is left out: the API does not show it
            shop-1, shop-2, shop-3 and 2 more: fallbackTranscribers is left out: the API does not show it
            shop-1, shop-2, shop-3 and 2 more: numberId is left out: the API does not show it
            """);
  }

  @Test
  void numberIsAnIdIfItsListCannotBeRead() throws JsonProcessingException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    simulator.inject(Fault.status(404).at(Route.NUMBERS));

    Typed typed = export("--workspace", "acme");

    assertThat(typed.exitCode()).isZero();
    assertThat(typed.out()).contains("\n  numberId: 7\n").doesNotContain("phoneNumber");
    assertThat(typed.err())
        .startsWith(
            "acme: the number is given as numberId, because the phone numbers cannot be read: ");
  }

  @Test
  void listOfNumbersIsReadOnceAndOnlyIfItIsNeeded() throws JsonProcessingException {
    simulator.addWorkspace("none", json("{\"firstMessage\": \"Hi\"}"));
    export("--workspace", "none");
    assertThat(listReads()).isZero();

    for (int i = 1; i <= 3; i++) {
      simulator.addWorkspace("shop-" + i, json("{\"number_id\": %d}".formatted(i)));
    }
    export("--workspace", "shop-1", "--workspace", "shop-2", "--workspace", "shop-3");

    assertThat(listReads()).isOne();
  }

  private long listReads() {
    return simulator.requests().stream()
        .filter(request -> request.path().equals("/api/v1/numbers"))
        .count();
  }

  @Test
  void numberOfAManifestIsBroughtUpToDateAsItIsGiven(@TempDir Path folder) throws IOException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    simulator.addWorkspace("beta", json("{\"number_id\": 8}"));
    var files = new ManifestFiles(folder);
    Path acme = files.write("acme", "acme", "phoneNumber: \"+493023125001\" # main");
    Path beta = files.write("beta", "beta", "numberId: 1 # main");

    export("--workspace", "acme", "--workspace", "beta", "--into", folder.toString());

    assertThat(acme).content().endsWith("phoneNumber: \"+493023125007\" # main\n");
    assertThat(beta).content().endsWith("numberId: 8 # main\n");
  }

  @Test
  void jsonIsAListForKubectl() throws JsonProcessingException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    JsonNode list = json(export("--workspace", "acme", "-o", "json").out());
    assertThat(list.path("kind").asText()).isEqualTo("List");
    assertThat(list.at("/items/0/spec/phoneNumber").asText()).isEqualTo("+493023125007");
  }

  @Test
  void twoHundredWorkspacesFromAFile(@TempDir Path folder) throws IOException {
    String names =
        IntStream.rangeClosed(1, 200).mapToObj(i -> "shop " + i).collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("names.txt"), names + "\n\n");
    for (String name : names.split("\n", -1)) {
      simulator.addWorkspace(
          name, JsonNodeFactory.instance.objectNode().put("firstMessage", "Hello from " + name));
    }
    Typed typed = export("--workspaces-from", file.toString(), "--requests-per-minute", "60000");
    assertThat(typed.exitCode()).as(typed.err()).isZero();
    assertThat(typed.out().split("(?m)^---$", -1)).hasSize(200);
    assertThat(typed.out()).contains("name: shop-200\n", "originalSlug: \"shop 200\"\n");
  }

  @Test
  void aFolderIsBroughtUpToDateWithItsComments(@TempDir Path folder) throws IOException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    simulator.addWorkspace("shop", json("{\"firstMessage\": \"Welcome\"}"));
    simulator.addWorkspace("same", json("{\"firstMessage\": \"Same\"}"));
    Path acme =
        Files.writeString(
            folder.resolve("assistants.yaml"),
            """
            # The first customer.
            apiVersion: voice.lumenia.net/v1alpha1
            kind: VoiceAssistant
            metadata: {name: acme-main}
            spec:
              workspace: {originalSlug: acme}
              # Legal wants "Hello".
              firstMessage: Hello   # short
              voice: {voiceId: old} # the provider is theirs
            ---
            apiVersion: voice.lumenia.net/v1alpha1
            kind: VoiceAssistant
            metadata: {name: same}
            spec: {workspace: {originalSlug: same}, firstMessage: Same}
            """);
    String[] command = {
      "--workspace=acme", "--workspace=shop", "--workspace=same", "--into", folder.toString()
    };
    Typed first = export(command);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out())
        .isEqualTo(
            """
            updated %s (acme-main: firstMessage, voice)
            created %s
            1 manifests up to date already
            """
                .formatted(acme, folder.resolve("shop.yaml")));
    assertThat(acme)
        .content()
        .contains(
            """
              # Legal wants "Hello".
              firstMessage: "Hello, this is Acme: how can I help?"   # short
              voice: {voiceId: "21m00Tcm4TlvDq8ikWAM"} # the provider is theirs
            """);
    assertThat(export(command).out()).isEqualTo("3 manifests up to date already\n");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void aFolderWithABrokenFileIsNotTouched(@TempDir Path folder) throws IOException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "a: [");
    Typed typed = export("--workspace=acme", "--into", folder.toString());
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err())
        .startsWith("--into: nothing is written, because a manifest is invalid: " + broken);
    assertThat(folder).isDirectoryContaining(file -> file.equals(broken));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void otherAccountsAndNamespacesAreWritten() throws JsonProcessingException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    assertThat(export("--workspace", "acme", "--account", "europe", "-n", "shop").out())
        .contains("  namespace: shop\n", "  accountRef:\n    name: europe\n");
  }

  @Test
  void whatCannotBeReadIsToldAndTheRestExported() throws JsonProcessingException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    Typed typed = export("--workspace", "missing", "--workspace", "acme");
    assertThat(typed.exitCode()).isEqualTo(3);
    assertThat(typed.out()).isEqualTo(MANIFEST);
    assertThat(typed.err()).startsWith("missing: ").doesNotContain("Exception");
  }

  @Test
  void aWrongTokenIsOneLine() {
    simulator.addWorkspace("acme");
    simulator.addWorkspace("shop");
    Map<String, String> environment = new HashMap<>(Typed.environment(simulator));
    environment.put("LUMENIA_TOKEN", "wrong-token");
    Typed typed = export(environment, "--workspace", "acme", "--workspace", "shop");
    assertThat(typed.exitCode()).isEqualTo(3);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err())
        .hasLineCount(1)
        .startsWith("acme, shop: ")
        .doesNotContain("wrong-token");
  }

  @Test
  void aPauseThatTheApiAsksForIsShown() throws JsonProcessingException {
    simulator.addWorkspace("acme", json(ASSISTANT));
    simulator.inject(Fault.of(FaultKind.Status.of(429).withRetryAfter("1")).times(1));
    Typed typed = export("--workspace", "acme");
    assertThat(typed.out()).isEqualTo(MANIFEST);
    assertThat(typed.err())
        .isEqualTo(
            "0 of 1 assistants read: the API limits the requests of this account; waiting 1s\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                        | name workspaces: add --workspace NAME, --workspaces-from FILE or --all
          --workspace=                              | --workspace: the name must not be blank
          --workspaces-from=/no/such                | --workspaces-from: file /no/such does not exist or cannot be read
          --workspace=a --requests-per-minute=0     | --requests-per-minute: must be between 1 and 1000000
          --workspace=a --max-concurrent-requests=0 | --max-concurrent-requests: must be between 1 and 10000
          --workspace=a --token-file=/no/such       | --token-file: file /no/such does not exist or cannot be read
          --workspace=a --token-file=/dev/null      | --token-file: /dev/null contains no token
          --workspace=a --account-id=7              | --account-id: must be a UUID such as 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f, not '7'
          --workspace=a --base-url=ftp://x          | --base-url: must be an http or https URL without query, fragment and user info, not 'ftp://x'
          --workspace=a --ca-file=/no/such          | --ca-file: /no/such
          --workspace=a --kubeconfig=/no --from-cluster | --kubeconfig: file /no does not exist or cannot be read
          """)
  void badOptionsAreRefused(String options, String message) {
    Typed typed = export(options.isEmpty() ? new String[0] : options.split(" ", -1));
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err())
        .startsWith(message)
        .endsWith("Try 'voice-operator export --help'.\n")
        .hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource({
    "LUMENIA_TOKEN, 'the API token is missing: set the environment variable LUMENIA_TOKEN, or give --token-file FILE or --from-cluster'",
    "LUMENIA_ACCOUNT_ID, '--account-id is missing: set it or the environment variable LUMENIA_ACCOUNT_ID, or add --from-cluster'",
    "LUMENIA_BASE_URL, '--base-url is missing: set it or the environment variable LUMENIA_BASE_URL, or add --from-cluster'",
  })
  void whatIsMissingIsNamed(String variable, String message) {
    Map<String, String> environment = new HashMap<>(Typed.environment(simulator));
    environment.remove(variable);
    assertThat(export(environment, "--workspace", "a").err()).startsWith(message);
  }

  @Test
  void unencryptedHttpNeedsAnOption() {
    Typed typed = Typed.command(Typed.environment(simulator), "export", "--workspace", "a");
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err()).contains("would send tokens unencrypted");
  }
}
