package net.lumenia.voice.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.lumenia.voice.account.WorkspaceClaim;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.cluster.References;
import net.lumenia.voice.crd.Decoded;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.lumenia.AccountEndpoint;
import net.lumenia.voice.manifest.ManifestAccount;
import net.lumenia.voice.manifest.ManifestAssistant;
import net.lumenia.voice.manifest.ManifestProblem;

/**
 * Finds manifests for the same workspace in the same account, of which the operator would serve
 * only one. LumeniaAccounts in the same inputs tell which accounts are the same.
 */
public final class WorkspaceConflicts {

  private record Claimed(String account, WorkspaceSlug workspace) {}

  private WorkspaceConflicts() {}

  /**
   * A problem for each assistant whose workspace an earlier one has.
   *
   * @param assistants with namespaces
   * @param accounts with namespaces
   */
  public static List<ManifestProblem> find(
      List<ManifestAssistant> assistants, List<ManifestAccount> accounts) {
    Map<String, String> endpoints = endpoints(accounts);
    var first = new HashMap<Claimed, ManifestAssistant>();
    var problems = new ArrayList<ManifestProblem>();
    for (ManifestAssistant assistant : assistants) {
      claim(assistant, endpoints)
          .map(claimed -> first.putIfAbsent(claimed, assistant))
          .ifPresent(owner -> problems.add(problem(assistant, owner)));
    }
    return problems;
  }

  private static Optional<Claimed> claim(
      ManifestAssistant assistant, Map<String, String> endpoints) {
    return WorkspaceClaim.of(assistant.resource())
        .map(
            claim ->
                new Claimed(
                    endpoints.getOrDefault(claim.account(), claim.account()), claim.workspace()));
  }

  private static ManifestProblem problem(ManifestAssistant assistant, ManifestAssistant owner) {
    return assistant
        .source()
        .problem(
            "spec.workspace",
            "VoiceAssistant %s in %s has the same workspace in the same account; remove one of them, or set mode: Observe"
                .formatted(References.key(owner.resource()), owner.source().at("spec.workspace")));
  }

  private static Map<String, String> endpoints(List<ManifestAccount> accounts) {
    var endpoints = new HashMap<String, String>();
    for (ManifestAccount account : accounts) {
      if (account.resource().decodeSpec()
          instanceof Decoded.Valid<LumeniaAccountSpec>(LumeniaAccountSpec spec)) {
        endpoints.put(References.key(account.resource()), endpoint(spec));
      }
    }
    return endpoints;
  }

  private static String endpoint(LumeniaAccountSpec spec) {
    return Optional.ofNullable(spec.baseUrl())
        .flatMap(url -> AccountEndpoint.of(url, spec.accountId()))
        .map(AccountEndpoint::fingerprint)
        .orElseGet(() -> "default base URL " + spec.accountId().toLowerCase(Locale.ROOT));
  }
}
