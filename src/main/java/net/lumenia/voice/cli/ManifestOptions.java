package net.lumenia.voice.cli;

import java.util.List;
import net.lumenia.voice.manifest.ManifestReader;
import net.lumenia.voice.manifest.Manifests;
import picocli.CommandLine.Option;

/** The option of commands that read manifests. */
final class ManifestOptions {

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "PATH",
      arity = "1..*",
      required = true,
      description =
          "Files, folders with all their .yaml, .yml and .json files, or - for stdin. Repeatable")
  private List<String> paths = List.of();

  /** Reads all manifests; those without a namespace are in this one. */
  Manifests read(String namespace) {
    return ManifestReader.read(paths, System.in).in(namespace);
  }
}
