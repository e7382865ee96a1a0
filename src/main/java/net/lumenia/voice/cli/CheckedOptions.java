package net.lumenia.voice.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.lumenia.voice.account.BaseUrlPolicy;
import net.lumenia.voice.network.NetworkSettings;
import net.lumenia.voice.network.Proxies;
import net.lumenia.voice.network.TrustedRoots;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of option values that several commands have. */
record CheckedOptions(CommandSpec command) {

  /** The same maximum as for the limits of a LumeniaAccount. */
  static final int MOST_REQUESTS_PER_MINUTE = 1_000_000;

  static final int MOST_CONCURRENT_REQUESTS = 10_000;

  int within(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw wrong("%s: must be between 1 and %d".formatted(option, most));
    }
    return value;
  }

  NetworkSettings network(Map<String, String> environment, List<Path> caFiles) {
    return new NetworkSettings(proxies(environment), roots(caFiles));
  }

  private Proxies proxies(Map<String, String> environment) {
    try {
      return Proxies.from(environment);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private TrustedRoots roots(List<Path> caFiles) {
    try {
      return TrustedRoots.of(caFiles);
    } catch (IllegalArgumentException e) {
      throw wrong("--ca-file: " + e.getMessage());
    }
  }

  URI baseUrl(String option, String url, boolean allowInsecureHttp) {
    URI normal =
        BaseUrlPolicy.normalize(url)
            .orElseThrow(
                () ->
                    wrong(
                        "%s: must be an http or https URL without query, fragment and user info, not '%s'"
                            .formatted(option, url)));
    if (normal.getScheme().equals("http") && !allowInsecureHttp) {
      throw wrong(
          "%s: %s would send tokens unencrypted; use https, or add --allow-insecure-http for a demo or a test"
              .formatted(option, normal));
    }
    return normal;
  }

  ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
