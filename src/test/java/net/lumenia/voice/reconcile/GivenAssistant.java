package net.lumenia.voice.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.lumenia.voice.account.AccountResolver;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.account.TokenEntry;
import net.lumenia.voice.account.WorkspaceOwners;
import net.lumenia.voice.cluster.cache.Prompt;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.LumeniaAccount;
import net.lumenia.voice.crd.RawJson;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.crd.VoiceAssistant;
import net.lumenia.voice.lumenia.Token;

/**
 * The VoiceAssistant team/acme and what its spec refers to. All prerequisites are met, unless a
 * test changes one.
 */
final class GivenAssistant implements AssistantLister {

  static final AccountResolver RESOLVER =
      new AccountResolver(
          BaseUrlPolicy.of(Optional.of(URI.create("https://api.example.com")), Set.of(), false));

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String ACCOUNT_SPEC =
      "{accountId: 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f, tokenSecretRef: {name: lumenia}}";

  private final List<String> reads = new ArrayList<>();
  private final WorkspaceOwners owners = new WorkspaceOwners(RESOLVER, _ -> {});
  private VoiceAssistant resource = assistant("acme", "2026-11-01T12:00:00Z", "firstMessage: Hi");
  private Optional<LumeniaAccount> account = Optional.of(readyAccount());
  private Optional<TokenEntry> token =
      Optional.of(new TokenEntry.Usable(Token.of("secret").orElseThrow()));
  private boolean isAccountElsewhere;
  private Prompt prompt = new Prompt.Unavailable("there is no ConfigMap");

  static LumeniaAccount readyAccount() {
    return account(ACCOUNT_SPEC, 1, "\"True\"", "Authenticated");
  }

  private static VoiceAssistant assistant(String name, String created, String spec) {
    return assistant(name, created, "{originalSlug: acme}", spec);
  }

  private static VoiceAssistant assistant(
      String name, String created, String workspace, String spec) {
    String manifest =
        """
        metadata:
          namespace: team
          name: %s
          uid: "uid-%s"
          generation: 1
          resourceVersion: "1"
          creationTimestamp: "%s"
        spec:
          workspace: %s
        """
            .formatted(name, name, created, workspace);
    return YAML.unmarshal(manifest + spec.indent(2), VoiceAssistant.class);
  }

  private static LumeniaAccount account(
      String spec, int observedGeneration, String ready, String reason) {
    return YAML.unmarshal(
        """
        metadata: {namespace: team, name: default, generation: 1}
        spec: %s
        status:
          observedGeneration: %d
          conditions:
          - {type: Ready, status: %s, reason: %s, message: "", lastTransitionTime: "2026-11-01T12:00:00Z"}
        """
            .formatted(spec, observedGeneration, ready, reason),
        LumeniaAccount.class);
  }

  GivenAssistant spec(String managed) {
    resource = assistant("acme", "2026-11-01T12:00:00Z", managed);
    return this;
  }

  GivenAssistant workspace(String workspace) {
    resource = assistant("acme", "2026-11-01T12:00:00Z", workspace, "firstMessage: Hi");
    return this;
  }

  GivenAssistant named(String name) {
    resource = assistant(name, "2026-11-01T12:00:00Z", "firstMessage: Hi");
    return this;
  }

  GivenAssistant olderAssistantOnTheSameWorkspace() {
    owners.update(assistant("older", "2026-11-01T11:00:00Z", "firstMessage: Hi"));
    return this;
  }

  GivenAssistant noAccount() {
    account = Optional.empty();
    return this;
  }

  GivenAssistant accountWithSpec(String spec) {
    account = Optional.of(account(spec, 1, "\"True\"", "Authenticated"));
    return this;
  }

  GivenAssistant accountOfEarlierGeneration() {
    account = Optional.of(account(ACCOUNT_SPEC, 0, "\"True\"", "Authenticated"));
    return this;
  }

  GivenAssistant accountWithoutStatus() {
    account.orElseThrow().setStatus(null);
    return this;
  }

  GivenAssistant accountOfAnotherSlice() {
    isAccountElsewhere = true;
    return this;
  }

  GivenAssistant accountWithoutConditions() {
    var status = JsonNodeFactory.instance.objectNode().put("observedGeneration", 1);
    account.orElseThrow().setStatus(new RawJson(status));
    return this;
  }

  GivenAssistant accountNotReady(String reason) {
    account = Optional.of(account(ACCOUNT_SPEC, 1, "\"False\"", reason));
    return this;
  }

  GivenAssistant token(Optional<TokenEntry> entry) {
    token = entry;
    return this;
  }

  GivenAssistant prompt(Prompt found) {
    resource =
        assistant(
            "acme",
            "2026-11-01T12:00:00Z",
            "promptFrom: {configMapKeyRef: {name: prompts, key: acme}}");
    prompt = found;
    return this;
  }

  VoiceAssistant resource() {
    return resource;
  }

  WorkspaceOwners owners() {
    return owners;
  }

  ReconcileRequest request() {
    return new ReconcileRequest(resource, this, RESOLVER, owners);
  }

  /** What was read, in this order. */
  List<String> reads() {
    return reads;
  }

  @Override
  public Optional<LumeniaAccount> account(String namespace, String name) {
    reads.add("account " + namespace + "/" + name);
    return account;
  }

  @Override
  public boolean serves(LumeniaAccount checked) {
    return !isAccountElsewhere;
  }

  @Override
  public Optional<TokenEntry> token(String namespace, TokenSecretRef reference) {
    reads.add("token " + namespace + "/" + reference.name());
    return token;
  }

  @Override
  public Prompt prompt(String namespace, ConfigMapKeyRef reference) {
    reads.add("prompt " + namespace + "/" + reference.name());
    return prompt;
  }
}
