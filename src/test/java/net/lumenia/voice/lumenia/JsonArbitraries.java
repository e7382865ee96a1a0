package net.lumenia.voice.lumenia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** JSON of any shape, mostly objects. */
final class JsonArbitraries {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonArbitraries() {}

  /** Built from these scalars and names, up to this depth. */
  static Arbitrary<JsonNode> of(Arbitrary<JsonNode> scalars, Arbitrary<String> names, int depth) {
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<JsonNode> deeper = Arbitraries.lazy(() -> of(scalars, names, depth - 1));
    Arbitrary<JsonNode> arrays =
        deeper.list().ofMaxSize(3).map(items -> JSON.arrayNode().addAll(items));
    Arbitrary<JsonNode> objects =
        Arbitraries.maps(names, deeper)
            .ofMaxSize(4)
            .map(members -> JSON.objectNode().setAll(members));
    return Arbitraries.frequencyOf(Tuple.of(1, scalars), Tuple.of(1, arrays), Tuple.of(3, objects));
  }
}
