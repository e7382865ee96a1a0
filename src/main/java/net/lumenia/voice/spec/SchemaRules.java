package net.lumenia.voice.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.lumenia.voice.crd.AccountRef;
import net.lumenia.voice.crd.ConfigMapKeyRef;
import net.lumenia.voice.crd.LumeniaAccountSpec;
import net.lumenia.voice.crd.Names;
import net.lumenia.voice.crd.TokenSecretRef;
import net.lumenia.voice.crd.VoiceAssistantSpec;
import net.lumenia.voice.crd.WorkspaceSpec;
import net.lumenia.voice.plan.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the schema on which no PATCH depends, for manifests that no API server has seen. A
 * test compares them with the answers of an API server.
 */
public final class SchemaRules {

  private static final Pattern SUBDOMAIN = Names.pattern(Names.SUBDOMAIN);
  private static final Pattern DATA_KEY = Names.pattern(Names.DATA_KEY);
  private static final Pattern UUID = Names.pattern(Names.UUID);
  private static final Pattern INTERVAL = Names.pattern(Names.INTERVAL);
  private static final Pattern BASE_URL = Names.pattern(Names.BASE_URL);
  private static final Pattern NOT_OF_BASE_URL = Names.pattern(Names.NOT_OF_BASE_URL);
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_SLUG = 2048;
  private static final int LONGEST_WORKSPACE_NAME = 1024;
  private static final int LONGEST_APPROVAL = 256;
  private static final int LONGEST_BASE_URL = 2048;
  private static final int HIGHEST_PORT = 65_535;
  private static final int MOST_REVISIONS = 100;
  private static final int MOST_REQUESTS_PER_MINUTE = 1_000_000;
  private static final int MOST_CONCURRENT_REQUESTS = 10_000;

  private final List<Violation> violations = new ArrayList<>();

  private SchemaRules() {}

  /** What else an API server refuses in the spec of a VoiceAssistant. */
  public static List<Violation> violations(VoiceAssistantSpec spec) {
    var rules = new SchemaRules();
    rules.workspace(spec.workspace());
    rules.accountRef(spec.accountRef());
    if (spec.promptFrom() != null) {
      rules.prompt(spec.promptFrom().configMapKeyRef());
    }
    rules.noBreakSpaces("spec.firstMessage", spec.firstMessage());
    rules.noBreakSpaces("spec.prompt", spec.prompt());
    rules.length("spec.approvedPlan", spec.approvedPlan(), LONGEST_APPROVAL);
    rules.require(
        spec.approvedPlan() == null || !spec.approvedPlan().isBlank(),
        "spec.approvedPlan",
        "must not be blank; copy status.plan.hash, or remove it to approve nothing");
    rules.require(
        isInterval(spec.resyncInterval()),
        "spec.resyncInterval",
        "must be hours, minutes and seconds in that order, each with at most five digits, such as"
            + " 1h30m, 5m or 90s");
    rules.range("spec.revisionHistoryLimit", spec.revisionHistoryLimit(), 0, MOST_REVISIONS);
    return rules.violations;
  }

  /** What an API server refuses in the spec of a LumeniaAccount. */
  public static List<Violation> violations(LumeniaAccountSpec spec) {
    var rules = new SchemaRules();
    rules.require(
        UUID.matcher(spec.accountId()).matches(),
        "spec.accountId",
        "must be a UUID, such as 3f2b8c1e-9d4a-4f6b-8e21-0c5d7a9b1e3f");
    rules.baseUrl(spec.baseUrl());
    rules.secret(spec.tokenSecretRef());
    rules.range("spec.requestsPerMinute", spec.requestsPerMinute(), 1, MOST_REQUESTS_PER_MINUTE);
    rules.range(
        "spec.maxConcurrentRequests", spec.maxConcurrentRequests(), 1, MOST_CONCURRENT_REQUESTS);
    return rules.violations;
  }

  private void require(boolean holds, String path, String message) {
    if (!holds) {
      violations.add(new Violation(path, message));
    }
  }

  /** Also what is no duration at all, because {@link SpecRules} says that. */
  private static boolean isInterval(@Nullable String text) {
    return text == null || ResyncInterval.parse(text).isEmpty() || INTERVAL.matcher(text).matches();
  }

  private void length(String path, @Nullable String text, int longest) {
    require(
        text == null || text.codePointCount(0, text.length()) <= longest,
        path,
        "must have at most " + longest + " characters; shorten it");
  }

  /** Java does not count them as blank, but the API server does. */
  private void noBreakSpaces(String path, @Nullable String text) {
    require(
        text == null
            || text.isBlank()
            || !text.codePoints()
                .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)),
        path,
        "must not be blank; remove it to leave it unmanaged");
  }

  private void range(String path, @Nullable Integer number, int least, int most) {
    require(
        number == null || (number >= least && number <= most),
        path,
        "must be between " + least + " and " + most + "; correct it, or remove it for the default");
  }

  private void name(String path, String name, String kind) {
    length(path, name, LONGEST_NAME);
    require(
        SUBDOMAIN.matcher(name).matches(),
        path,
        "must be the name of a %s: lower-case letters, digits, '-' and '.', starting and ending with a letter or digit"
            .formatted(kind));
  }

  private void dataKey(String path, String key) {
    length(path, key, LONGEST_NAME);
    require(
        DATA_KEY.matcher(key).matches(),
        path,
        "must be a key of data: letters, digits, '-', '_' and '.'");
  }

  private void workspace(WorkspaceSpec workspace) {
    length("spec.workspace.slug", workspace.slug(), LONGEST_SLUG);
    length("spec.workspace.originalSlug", workspace.originalSlug(), LONGEST_WORKSPACE_NAME);
  }

  private void accountRef(@Nullable AccountRef account) {
    if (account != null && !account.name().isBlank()) {
      name("spec.accountRef.name", account.name(), "LumeniaAccount");
    }
  }

  private void prompt(ConfigMapKeyRef reference) {
    name("spec.promptFrom.configMapKeyRef.name", reference.name(), "ConfigMap");
    dataKey("spec.promptFrom.configMapKeyRef.key", reference.key());
  }

  private void secret(TokenSecretRef reference) {
    name("spec.tokenSecretRef.name", reference.name(), "Secret");
    if (reference.key() != null) {
      dataKey("spec.tokenSecretRef.key", reference.key());
    }
  }

  private void baseUrl(@Nullable String url) {
    length("spec.baseUrl", url, LONGEST_BASE_URL);
    require(
        url == null || (BASE_URL.matcher(url).matches() && isUrl(url)),
        "spec.baseUrl",
        "must be http:// or https://, a host, and optionally a port and a path, such as"
            + " https://app.example.com");
    require(
        url == null || !NOT_OF_BASE_URL.matcher(url).find(),
        "spec.baseUrl",
        "must have no query, fragment or user info; remove what follows '?' or '#', and what"
            + " precedes '@'");
  }

  private static boolean isUrl(String text) {
    try {
      return new URI(text).getPort() <= HIGHEST_PORT;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
