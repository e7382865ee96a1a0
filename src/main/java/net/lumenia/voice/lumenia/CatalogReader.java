package net.lumenia.voice.lumenia;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.BufferedSource;

/**
 * Reads a catalog from an answer: the root object, or the object under {@code catalog} or {@code
 * data}. The contract names the paths inside the catalog but not its envelope ({@code
 * docs/contract.md}).
 *
 * <p>Entries beyond the limits are dropped, and their list is then incomplete. A list that is not
 * understood allows everything, so that a catalog never forbids what could not be read. An answer
 * of which nothing is understood is a {@link BadResponse}.
 */
public final class CatalogReader {

  /** Members and items: enough for 20,000 times {@code {"value":"en"}}. */
  private static final int MAX_ENTRIES = 40_000;

  /** In all values together. */
  private static final int MAX_CHARACTERS = 1 << 20;

  private static final Map<String, JsonShape> MEMBERS =
      Envelope.around(
          Map.of(
              "voice", section(CatalogLists.VOICE_PROVIDERS),
              "transcriber", section(CatalogLists.TRANSCRIBER_PROVIDERS)));

  private static final JsonShape ANSWER = JsonShape.object(withWrappers());

  private final TokenFreeText text;

  CatalogReader(TokenFreeText text) {
    this.text = text;
  }

  /** Reads a saved answer. */
  public static ApiResult<Catalog> read(byte[] json) {
    BodyReader<Catalog> reader = new CatalogReader(new TokenFreeText(Optional.empty()))::read;
    return reader.read(json);
  }

  /**
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<Catalog> read(BufferedSource body) throws IOException {
    var quota = new SizeQuota(MAX_ENTRIES, MAX_CHARACTERS);
    var json = new JsonReader(text, ANSWER, Limits.CATALOG_TOKENS, quota);
    return new Envelope(text).read(body, json).flatMap(root -> catalog(unwrapped(root)));
  }

  private static JsonShape section(JsonShape providers) {
    return JsonShape.object(Map.of("providers", providers));
  }

  private static Map<String, JsonShape> withWrappers() {
    var members = new HashMap<>(MEMBERS);
    members.put("catalog", JsonShape.object(MEMBERS));
    members.put("data", JsonShape.object(MEMBERS));
    return members;
  }

  private static Node unwrapped(Node root) {
    return Stream.of(root, root.member("catalog"), root.member("data"))
        .filter(node -> hasValue(node.member("voice")) || hasValue(node.member("transcriber")))
        .findFirst()
        .orElse(root);
  }

  private ApiResult<Catalog> catalog(Node node) {
    Optional<BadResponse> failure = new Envelope(text).reportedFailure(node);
    if (failure.isPresent()) {
      return new Failure<>(failure.get());
    }
    Node voice = node.member("voice");
    Node transcriber = node.member("transcriber");
    var catalog =
        new Catalog(
            CatalogLists.voiceProviders(voice.member("providers").json()),
            CatalogLists.transcriberProviders(transcriber.member("providers").json()));
    return catalog.voiceProviders().values().isEmpty()
            && catalog.transcriberProviders().values().isEmpty()
        ? new Failure<>(noCatalog(hasValue(voice) || !hasValue(transcriber) ? voice : transcriber))
        : new Success<>(catalog);
  }

  private static BadResponse noCatalog(Node section) {
    Node providers = section.member("providers");
    return section.isObject()
        ? BadResponse.at(
            providers.path(), "expected at least one provider, found " + found(providers.json()))
        : BadResponse.at(section.path(), section.problem("an object with providers"));
  }

  private static String found(JsonValue providers) {
    return switch (providers) {
      case JsonValue.Arr(var items, boolean complete) when complete && items.isEmpty() ->
          "an empty array";
      case JsonValue.Obj(var members, boolean complete) when complete && members.isEmpty() ->
          "an empty object";
      case JsonValue.Arr _ -> "an array without a provider's value";
      default -> providers.kind();
    };
  }

  private static boolean hasValue(Node node) {
    return !node.isAbsent() && !node.isNull();
  }
}
