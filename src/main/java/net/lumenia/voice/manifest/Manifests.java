package net.lumenia.voice.manifest;

import java.util.List;

/**
 * What was read.
 *
 * @param assistants in the order of the inputs
 * @param configMaps from which assistants may take their prompts
 * @param skipped objects of other kinds
 * @param problems what could not be read; an object with a problem is in no other list
 */
public record Manifests(
    List<ManifestAssistant> assistants,
    List<ManifestAccount> accounts,
    List<ManifestConfigMap> configMaps,
    List<SkippedManifest> skipped,
    List<ManifestProblem> problems) {

  public Manifests {
    assistants = List.copyOf(assistants);
    accounts = List.copyOf(accounts);
    configMaps = List.copyOf(configMaps);
    skipped = List.copyOf(skipped);
    problems = List.copyOf(problems);
  }

  /** The same objects, in this namespace if they have none. */
  public Manifests in(String namespace) {
    return new Manifests(
        assistants.stream().map(one -> one.in(namespace)).toList(),
        accounts.stream().map(one -> one.in(namespace)).toList(),
        configMaps.stream().map(one -> one.in(namespace)).toList(),
        skipped,
        problems);
  }
}
