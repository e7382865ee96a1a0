package net.lumenia.voice.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MergePatchTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Property(edgeCases = EdgeCasesMode.NONE)
  void mergedPatchGivesTheNewObject(
      @ForAll("objects") ObjectNode before, @ForAll("objects") ObjectNode after) {
    assertThat(merged(before, MergePatch.between(before, after))).isEqualTo(after);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void equalObjectsGiveAnEmptyPatch(@ForAll("objects") ObjectNode status) {
    assertThat(MergePatch.between(status, status.deepCopy())).isEmpty();
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void patchReplacesWhatIsNoObject(@ForAll("objects") ObjectNode after) {
    assertThat(merged(JSON.textNode("x"), MergePatch.between(JSON.textNode("x"), after)))
        .isEqualTo(after);
  }

  /** RFC 7396, section 2. */
  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result = target instanceof ObjectNode object ? object.deepCopy() : JSON.objectNode();
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      if (entry.getValue().isNull()) {
        result.remove(entry.getKey());
      } else {
        result.set(entry.getKey(), merged(result.path(entry.getKey()), entry.getValue()));
      }
    }
    return result;
  }

  /** Objects without nulls, like every status. */
  @Provide
  Arbitrary<ObjectNode> objects() {
    return objects(3);
  }

  private static Arbitrary<ObjectNode> objects(int depth) {
    Arbitrary<JsonNode> scalars = Arbitraries.of("a", "b").map(JSON::textNode);
    Arbitrary<JsonNode> lists =
        scalars.list().ofMaxSize(2).map(items -> JSON.arrayNode().addAll(items));
    Arbitrary<JsonNode> values =
        depth == 0
            ? scalars
            : Arbitraries.oneOf(scalars, lists, objects(depth - 1).map(object -> object));
    return Arbitraries.maps(Arbitraries.of("k", "l", "m"), values)
        .map(members -> JSON.objectNode().setAll(members));
  }
}
