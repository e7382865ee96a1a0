package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.crd.VoiceAssistantStatus;
import net.lumenia.voice.status.Conditions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Waits until an assistant is ready, for {@code helm test}, which has no kubectl. */
@Command(
    name = "wait",
    description = {
      "Wait until a VoiceAssistant exists and is Ready for its current spec.",
      "",
      "helm test runs this command. Elsewhere, use kubectl wait.",
      "",
    },
    footer = {
      "",
      "Prints the condition Ready. Exit codes: 0 if it is True; 1 after the timeout, or if a"
          + " request to the API server fails."
    })
final class WaitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "Name of the VoiceAssistant")
  private String name = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long to wait. Default: ${DEFAULT-VALUE}",
      defaultValue = "2m")
  private Duration timeout = Duration.ofMinutes(2);

  @Mixin private ClusterOptions cluster = new ClusterOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (KubernetesClient kubernetes = cluster.client(spec)) {
      return await(assistant(kubernetes));
    } catch (KubernetesClientException e) {
      return fail(StartFailure.explain(e));
    }
  }

  private Resource<VoiceAssistant> assistant(KubernetesClient kubernetes) {
    return kubernetes
        .resources(VoiceAssistant.class)
        .inNamespace(cluster.namespace(kubernetes))
        .withName(name);
  }

  private int await(Resource<VoiceAssistant> resource) {
    try {
      VoiceAssistant ready =
          resource.waitUntilCondition(
              WaitCommand::isReady, timeout.toMillis(), TimeUnit.MILLISECONDS);
      spec.commandLine().getOut().println(describe(ready));
      return ExitCode.OK;
    } catch (KubernetesClientTimeoutException e) {
      return fail("timed out: " + describe(resource.get()));
    }
  }

  private static boolean isReady(@Nullable VoiceAssistant assistant) {
    return assistant != null && condition(assistant).filter(WaitCommand::isTrue).isPresent();
  }

  private static boolean isTrue(Condition ready) {
    return ready.status().equals("True");
  }

  private String describe(@Nullable VoiceAssistant assistant) {
    return assistant == null
        ? "there is no VoiceAssistant " + name
        : condition(assistant)
            .map(
                ready ->
                    "VoiceAssistant %s: Ready=%s, %s: %s"
                        .formatted(name, ready.status(), ready.reason(), ready.message()))
            .orElse(
                "VoiceAssistant %s has not been reconciled for its current spec".formatted(name));
  }

  /** The condition Ready; empty if it is not about the current spec. */
  private static Optional<Condition> condition(VoiceAssistant assistant) {
    VoiceAssistantStatus status = assistant.decodeStatus();
    return assistant.getMetadata().getGeneration().equals(status.observedGeneration())
        ? Conditions.find(status.conditions(), Conditions.READY)
        : Optional.empty();
  }

  private int fail(String message) {
    spec.commandLine().getErr().println(message);
    return ExitCode.SOFTWARE;
  }
}
