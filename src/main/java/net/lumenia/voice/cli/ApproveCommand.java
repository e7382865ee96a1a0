package net.lumenia.voice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.lumenia.voice.cli.fleet.WaitingPlan;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.cluster.ApiServerErrors;
import net.lumenia.voice.crd.VoiceAssistant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Approves the plan that waits, and no other one. */
@Command(
    name = "approve",
    description = {
      "Show the waiting plan of a VoiceAssistant in mode Plan, and approve it.",
      "",
      "The command sets spec.approvedPlan to the hash of the plan that it has shown.",
      "",
    },
    footer = {
      "",
      "Exit codes: 0 if the plan is approved; 1 if it is not confirmed, differs from --plan, has"
          + " changed, no plan waits, or the API server refuses the approval; 2 if there is no such"
          + " VoiceAssistant, an option is invalid, or the API server cannot be reached."
    })
final class ApproveCommand implements Callable<Integer> {

  private static final String FIELD_MANAGER = "kubectl-lumenia-approve";

  /** Status writes in between are harmless, so they only repeat the request. */
  private static final int ATTEMPTS = 5;

  private static final int REFUSED = 1;

  @Parameters(paramLabel = "NAME", description = "Name of the VoiceAssistant")
  private String name = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Required if stdin is not a terminal.")
  private boolean isConfirmed;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Approve only what this output of diff --out has for the VoiceAssistant.")
  private @Nullable Path planFile;

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @ParentCommand private VoiceOperator program = new VoiceOperator(Map.of());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Optional<ReviewedPlans> reviewed =
        Optional.ofNullable(planFile).map(file -> ReviewedPlans.read(file, spec));
    try (KubernetesClient kubernetes = cluster.client(spec)) {
      String namespace = cluster.namespace(kubernetes);
      Resource<VoiceAssistant> resource =
          kubernetes.resources(VoiceAssistant.class).inNamespace(namespace).withName(name);
      VoiceAssistant assistant = resource.get();
      return assistant == null
          ? fail(
              ExitCode.USAGE,
              "there is no VoiceAssistant %s in namespace %s; set the namespace with -n"
                  .formatted(name, namespace))
          : approve(resource, assistant, reviewed);
    } catch (KubernetesClientException e) {
      return isRefusal(e)
          ? fail(REFUSED, "the API server refuses the approval: " + ApiServerErrors.message(e))
          : fail(ExitCode.USAGE, StartFailure.explain(e));
    }
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == 422;
  }

  private int approve(
      Resource<VoiceAssistant> resource, VoiceAssistant seen, Optional<ReviewedPlans> reviewed)
      throws IOException {
    Optional<WaitingPlan> waiting = WaitingPlan.of(seen);
    if (waiting.isEmpty()) {
      return fail(REFUSED, "no plan of VoiceAssistant %s waits for approval".formatted(name));
    }
    if (!isCurrent(seen)) {
      return fail(
          REFUSED,
          "the plan of VoiceAssistant %s is about an older spec; wait until the operator has reported on the current one"
              .formatted(name));
    }
    WaitingPlan plan = waiting.get();
    if (reviewed.isPresent()) {
      Optional<String> hash = reviewed.get().hash(seen.getMetadata().getNamespace(), name);
      if (!hash.equals(Optional.of(plan.hash()))) {
        return fail(REFUSED, differs(reviewed.get(), hash, plan));
      }
    }
    print("VoiceAssistant %s/%s".formatted(seen.getMetadata().getNamespace(), name));
    plan.lines(Terminal.current().palette(program.environment())).forEach(this::print);
    if (!isConfirmed && !Boolean.getBoolean("voice.stdin.terminal")) {
      return fail(
          ExitCode.USAGE, "stdin is not a terminal; add --yes to approve without a question");
    }
    return isConfirmed || isAnsweredYes()
        ? send(resource, seen, plan)
        : fail(REFUSED, "not approved");
  }

  private static boolean isCurrent(VoiceAssistant assistant) {
    return assistant
        .getMetadata()
        .getGeneration()
        .equals(assistant.decodeStatus().observedGeneration());
  }

  private String differs(ReviewedPlans reviewed, Optional<String> hash, WaitingPlan plan) {
    return hash.map(
            other ->
                "the waiting plan of VoiceAssistant %s is %s, but %s has %s; something changed since the review: run diff again"
                    .formatted(name, plan.hash(), reviewed.file(), other))
        .orElseGet(
            () ->
                "%s has no plan for VoiceAssistant %s in this namespace"
                    .formatted(reviewed.file(), name));
  }

  private boolean isAnsweredYes() throws IOException {
    var err = spec.commandLine().getErr();
    err.print("Approve? [y/N] ");
    err.flush();
    String answer = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    return answer != null && answer.strip().matches("(?i)y(es)?");
  }

  /** Only as long as the spec and the plan are those that were shown. */
  private int send(Resource<VoiceAssistant> resource, VoiceAssistant seen, WaitingPlan plan) {
    VoiceAssistant current = seen;
    for (int attempt = 1; ; attempt++) {
      try {
        resource.patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(FIELD_MANAGER)
                .build(),
            approval(current, plan));
        print("approved");
        return ExitCode.OK;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
      current = resource.get();
      if (current == null || !isSame(current, seen, plan)) {
        return fail(
            REFUSED, "VoiceAssistant %s changed in the meantime; approve it again".formatted(name));
      }
    }
  }

  private static boolean isSame(VoiceAssistant current, VoiceAssistant seen, WaitingPlan plan) {
    return current.getMetadata().getUid().equals(seen.getMetadata().getUid())
        && current.getMetadata().getGeneration().equals(seen.getMetadata().getGeneration())
        && WaitingPlan.of(current).equals(Optional.of(plan));
  }

  private static String approval(VoiceAssistant current, WaitingPlan plan) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").put("resourceVersion", current.getMetadata().getResourceVersion());
    patch.putObject("spec").put("approvedPlan", plan.hash());
    return patch.toString();
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private int fail(int exitCode, String message) {
    spec.commandLine().getErr().println(message);
    return exitCode;
  }
}
