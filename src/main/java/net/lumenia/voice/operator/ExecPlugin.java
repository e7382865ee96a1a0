package net.lumenia.voice.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.ExecConfig;
import io.fabric8.kubernetes.api.model.ExecEnvVar;
import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A credential plugin of a kubeconfig, as kubectl runs it: with {@code KUBERNETES_EXEC_INFO}, and
 * with its standard error apart from its output. The library runs plugins without both.
 */
final class ExecPlugin implements OAuthTokenProvider {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** For credentials without a time of expiry, which may be revoked at any time. */
  private static final Duration WITHOUT_EXPIRY = Duration.ofMinutes(1);

  /** A new credential is taken so long before the old one expires. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private final ExecConfig config;
  private final Path kubeconfig;
  private final Optional<Cluster> cluster;
  private final Clock clock;
  private volatile Credential last = Credential.NONE;

  /** What a plugin prints, in PEM or as a token; empty texts for what is absent. */
  record Credential(String token, String certificate, String key, Instant until) {

    static final Credential NONE = new Credential("", "", "", Instant.MIN);
  }

  /**
   * @param kubeconfig to whose folder a command with a slash is relative
   * @param cluster for plugins that want to know it
   */
  ExecPlugin(ExecConfig config, Path kubeconfig, Optional<Cluster> cluster, Clock clock) {
    this.config = config;
    this.kubeconfig = kubeconfig;
    this.cluster = cluster.filter(_ -> Boolean.TRUE.equals(config.getProvideClusterInfo()));
    this.clock = clock;
  }

  @Override
  public String getToken() {
    return credential().token();
  }

  /**
   * The current credential.
   *
   * @throws ClientConfigException if the plugin gives none
   */
  Credential credential() {
    Credential current = last;
    if (clock.instant().isBefore(current.until())) {
      return current;
    }
    Credential next = run();
    last = next;
    return next;
  }

  private Credential run() {
    try {
      Process process = start();
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0) {
        throw failed("ended with exit code " + process.exitValue());
      }
      JsonNode status = JSON.readTree(output).path("status");
      return new Credential(
          status.path("token").asText(""),
          status.path("clientCertificateData").asText(""),
          status.path("clientKeyData").asText(""),
          until(status.path("expirationTimestamp").asText("")));
    } catch (IOException e) {
      throw failed("cannot be run, or prints no JSON");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    }
  }

  private Process start() throws IOException {
    var command = new ArrayList<String>();
    command.add(command());
    command.addAll(Optional.ofNullable(config.getArgs()).orElse(List.of()));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("KUBERNETES_EXEC_INFO", info());
    for (ExecEnvVar variable : Optional.ofNullable(config.getEnv()).orElse(List.of())) {
      builder.environment().put(variable.getName(), variable.getValue());
    }
    return builder.start();
  }

  private String command() {
    String command = config.getCommand();
    return command.contains(File.separator)
        ? kubeconfig.toAbsolutePath().resolveSibling(command).normalize().toString()
        : command;
  }

  private String info() throws IOException {
    var info = JSON.createObjectNode();
    info.put("apiVersion", config.getApiVersion()).put("kind", "ExecCredential");
    var spec = info.putObject("spec").put("interactive", false);
    cluster.ifPresent(entry -> spec.set("cluster", JSON.valueToTree(entry)));
    return JSON.writeValueAsString(info);
  }

  private Instant until(String expiry) {
    try {
      return expiry.isEmpty()
          ? clock.instant().plus(WITHOUT_EXPIRY)
          : Instant.parse(expiry).minus(AHEAD);
    } catch (DateTimeParseException e) {
      return clock.instant().plus(WITHOUT_EXPIRY);
    }
  }

  /** Without the output, which may contain a credential. */
  private ClientConfigException failed(String problem) {
    return new ClientConfigException(
        "the credential plugin %s of the kubeconfig %s".formatted(config.getCommand(), problem));
  }
}
