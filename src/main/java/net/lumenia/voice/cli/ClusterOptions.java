package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import net.lumenia.voice.operator.ClientConfigException;
import net.lumenia.voice.operator.ClientOptions;
import net.lumenia.voice.operator.KubernetesClients;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of commands that read resources: which cluster, as whom, which namespace. */
final class ClusterOptions {

  /** Where nothing names a namespace. */
  static final String DEFAULT_NAMESPACE = "default";

  @Mixin private KubeconfigOption kubeconfig = new KubeconfigOption();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig. Default: its current context")
  private @Nullable String context;

  @Option(names = "--as", paramLabel = "USER", description = "User to impersonate, as for kubectl")
  private @Nullable String as;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description = "Namespace. Default: the context's or the pod's namespace, or default")
  private @Nullable String namespace;

  /**
   * Makes a client.
   *
   * @throws picocli.CommandLine.ParameterException if the kubeconfig cannot be read
   * @throws ClientConfigException if the context does not exist, a proxy is invalid, or a
   *     credential plugin fails
   */
  KubernetesClient client(CommandSpec command) {
    return KubernetesClients.create(
        new ClientOptions(
            kubeconfig.file(command), Optional.ofNullable(context), Optional.ofNullable(as)));
  }

  /** The namespace of the command line; empty if it has none. */
  Optional<String> givenNamespace() {
    return Optional.ofNullable(namespace);
  }

  /** The namespace to read. */
  String namespace(KubernetesClient client) {
    return Optional.ofNullable(namespace).orElseGet(() -> KubernetesClients.namespace(client));
  }
}
