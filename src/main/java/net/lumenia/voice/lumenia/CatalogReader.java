package net.lumenia.voice.lumenia;

import java.util.Optional;
import java.util.stream.Stream;
import net.lumenia.voice.assistant.Catalog;
import net.lumenia.voice.lumenia.ApiFailure.BadResponse;
import net.lumenia.voice.lumenia.ApiResult.Failure;
import net.lumenia.voice.lumenia.ApiResult.Success;
import okio.ByteString;

/**
 * Reads a catalogue out of an answer: "The page names its paths: {@code
 * voice.providers[vapi].voiceIds[].value}", and not the JSON around them, so it may be the answer
 * itself or stand under {@code catalog} or {@code data}.
 *
 * <p>What can't be understood allows everything, and an answer of which nothing can is a {@link
 * BadResponse}: a catalogue must never forbid what it only failed to say.
 */
public final class CatalogReader {

  private final TokenFreeText text;

  CatalogReader(TokenFreeText text) {
    this.text = text;
  }

  /** Reads a saved answer. */
  public static ApiResult<Catalog> read(byte[] json) {
    return new CatalogReader(new TokenFreeText(Optional.empty())).got(ByteString.of(json));
  }

  ApiResult<Catalog> got(ByteString body) {
    return switch (new Envelope(text).open(body, JsonReader.Size.CATALOG)) {
      case Failure<Node>(var failure) -> new Failure<>(failure);
      case Success<Node>(var root) -> catalog(unwrapped(root));
    };
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

  private static String found(Json providers) {
    return switch (providers) {
      case Json.Arr(var items) when items.isEmpty() -> "an empty array";
      case Json.Obj(var members) when members.isEmpty() -> "an empty object";
      case Json.Arr _ -> "an array without a provider's value";
      default -> providers.kind();
    };
  }

  private static boolean isThere(Node node) {
    return !node.isAbsent() && !node.isNull();
  }
}
