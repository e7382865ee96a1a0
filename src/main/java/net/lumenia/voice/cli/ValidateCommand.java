package net.lumenia.voice.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.cli.output.Progress;
import net.lumenia.voice.cli.output.Terminal;
import net.lumenia.voice.manifest.Manifests;
import net.lumenia.voice.review.AccountData;
import net.lumenia.voice.review.ManifestValidator;
import net.lumenia.voice.review.ValidationReport;
import net.lumenia.voice.session.AccountSessions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks manifests without a cluster. */
@Command(
    name = "validate",
    description = {
      "Check manifests: schema, completeness, and whether the catalog allows their values.",
      "",
      "Needs no cluster and no account, unless the account is to be asked with --online.",
      "",
    },
    footer = {
      "",
      "Exit codes: 0 if all are valid; 1 if some are invalid; 2 if some cannot be read; 3 if the"
          + " API or the cluster fails. The highest one wins."
    })
final class ValidateCommand implements Callable<Integer> {

  private enum Format {
    TEXT,
    JSON
  }

  @Mixin private ManifestOptions manifests = new ManifestOptions();

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description =
          "Check values against this catalog: a saved answer of the API to a request for the catalog")
  private @Nullable Path catalogFile;

  @Option(
      names = "--online",
      description =
          "Check values against the catalog of the account, and phone numbers against its list,"
              + " which the API tells")
  private boolean online;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Format: text or json. Default: ${DEFAULT-VALUE}")
  private Format format = Format.TEXT;

  @Mixin private LumeniaOptions lumenia = new LumeniaOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ValidationReport report =
        validate(
            manifests.read(
                lumenia.cluster().givenNamespace().orElse(ClusterOptions.DEFAULT_NAMESPACE)));
    switch (format) {
      case TEXT -> new ValidationText(spec.commandLine()).print(report);
      case JSON -> MachineOutput.JSON.print(ValidationJson.of(report), spec.commandLine().getOut());
    }
    return exitCode(report);
  }

  private ValidationReport validate(Manifests read) {
    if (catalogFile != null) {
      Catalog catalog = CatalogFile.read(catalogFile, spec);
      return ManifestValidator.validate(read, AccountData.of(Optional.of(catalog), List.of()));
    }
    return online
        ? validateOnline(read)
        : ManifestValidator.validate(read, AccountData.of(Optional.empty(), List.of()));
  }

  private ValidationReport validateOnline(Manifests read) {
    try (AccountSessions sessions = lumenia.open(spec);
        var progress =
            new Progress(spec.commandLine().getErr(), Terminal.current(), "catalogs read")) {
      return ManifestValidator.validate(read, new SessionAccountData(sessions, progress));
    } catch (KubernetesClientException e) {
      return ManifestValidator.validate(
          read, AccountData.of(Optional.empty(), List.of(StartFailure.explain(e))));
    }
  }

  private static int exitCode(ValidationReport report) {
    if (!report.failures().isEmpty()) {
      return ReviewExit.FAILED;
    }
    return report.unreadable() > 0
        ? ReviewExit.UNREADABLE
        : report.invalid() > 0 ? ReviewExit.INVALID : ReviewExit.OK;
  }
}
