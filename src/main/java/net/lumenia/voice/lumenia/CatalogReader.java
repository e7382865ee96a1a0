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
 * Reads a catalogue out of an answer: "The page names its paths: {@code
 * voice.providers[vapi].voiceIds[].value}", and not the JSON around them, so it may be the answer
 * itself or stand under {@code catalog} or {@code data}.
 *
 * <p>What is more than a program can use is left out, and then its list is not complete. What can't
 * be understood allows everything, and an answer of which nothing can is a {@link BadResponse}: a
 * catalogue must never forbid what it only failed to say.
 */
public final class CatalogReader {

  /** Members and items: 20,000 of {@code {"value":"en"}}. */
  private static final int MOST_THINGS = 40_000;

  /** Of all values together. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private static final Map<String, JsonShape> MEMBERS =
      Envelope.around(
          Map.of(
              "voice", section(CatalogLists.VOICE_PROVIDERS),
              "transcriber", section(CatalogLists.TRANSCRIBER_PROVIDERS)));

  private static final JsonShape ANSWER = JsonShape.object(wrappedOrNot());

  private final TokenFreeText text;

  CatalogReader(TokenFreeText text) {
    this.text = text;
  }

  /** Reads a saved answer. */
  public static ApiResult<Catalog> read(byte[] json) {
    BodyReader<Catalog> reader = new CatalogReader(new TokenFreeText(Optional.empty()))::got;
    return reader.read(json);
  }

  /**
   * @throws IOException if the {@link ResponseStream} can't be read
   */
  ApiResult<Catalog> got(BufferedSource body) throws IOException {
    var keeping = new KeptSize(MOST_THINGS, MOST_CHARACTERS);
    var json = new JsonReader(text, ANSWER, Limits.CATALOG_TOKENS, keeping);
    return switch (new Envelope(text).open(body, json)) {
      case Failure<Node>(var failure) -> new Failure<>(failure);
      case Success<Node>(var root) -> catalog(unwrapped(root));
    };
  }

  private static JsonShape section(JsonShape providers) {
    return JsonShape.object(Map.of("providers", providers));
  }

  private static Map<String, JsonShape> wrappedOrNot() {
    var members = new HashMap<>(MEMBERS);
    members.put("catalog", JsonShape.object(MEMBERS));
    members.put("data", JsonShape.object(MEMBERS));
    return members;
  }

  private static Node unwrapped(Node root) {
    return Stream.of(root, root.member("catalog"), root.member("data"))
        .filter(node -> isThere(node.member("voice")) || isThere(node.member("transcriber")))
        .findFirst()
        .orElse(root);
  }

  private ApiResult<Catalog> catalog(Node node) {
    Optional<BadResponse> refusal = new Envelope(text).refusal(node);
    if (refusal.isPresent()) {
      return new Failure<>(refusal.get());
    }
    Node voice = node.member("voice");
    Node transcriber = node.member("transcriber");
    var catalog =
        new Catalog(
            CatalogLists.voiceProviders(voice.member("providers").json()),
            CatalogLists.transcriberProviders(transcriber.member("providers").json()));
    return catalog.voiceProviders().values().isEmpty()
            && catalog.transcriberProviders().values().isEmpty()
        ? new Failure<>(noCatalog(isThere(voice) || !isThere(transcriber) ? voice : transcriber))
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
      case JsonValue.Arr(var items, boolean whole) when whole && items.isEmpty() ->
          "an empty array";
      case JsonValue.Obj(var members, boolean whole) when whole && members.isEmpty() ->
          "an empty object";
      case JsonValue.Arr _ -> "an array without a provider's value";
      default -> providers.kind();
    };
  }

  private static boolean isThere(Node node) {
    return !node.isAbsent() && !node.isNull();
  }
}
