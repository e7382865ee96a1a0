package net.lumenia.voice.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import net.lumenia.voice.simulator.exchange.Slug;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.state.NumberShape;

/** Renders the list of phone numbers in one of the shapes that the contract leaves open. */
public final class NumberRenderer {

  private static final int PAGE_SIZE = 40;
  private static final long FIRST = 23_125_000;

  private NumberRenderer() {}

  /** The phone number with this id: {@code +493023125001} for 1, and so on. */
  public static String phoneNumber(long id) {
    return "+4930" + (FIRST + id);
  }

  /**
   * @param links all numbers, each with the workspace it is linked to
   * @param page the number of the page, from 1; ignored by shapes without pages
   */
  static JsonNode render(
      SortedMap<Long, Optional<String>> links, NumberShape shape, Optional<String> page) {
    List<Map.Entry<Long, Optional<String>>> all = List.copyOf(links.entrySet());
    return switch (shape) {
      case ARRAY -> rows(all, shape);
      case NUMBERS -> StrictJson.object().put("success", true).set("numbers", rows(all, shape));
      case DATA -> StrictJson.object().set("data", rows(all, shape));
      case PAGES -> page(all, page.map(Integer::parseInt).orElse(1));
      case KEYED -> keyed(links);
    };
  }

  private static JsonNode keyed(SortedMap<Long, Optional<String>> links) {
    ObjectNode body = StrictJson.object();
    ObjectNode keyed = body.putObject("numbers");
    links.forEach(
        (id, workspace) -> keyed.set(Long.toString(id), row(id, workspace, NumberShape.KEYED)));
    return body;
  }

  private static JsonNode page(List<Map.Entry<Long, Optional<String>>> all, int number) {
    int pages = Math.max(1, (all.size() + PAGE_SIZE - 1) / PAGE_SIZE);
    int start = Math.min(all.size(), (number - 1) * PAGE_SIZE);
    ObjectNode body = StrictJson.object().put("success", true);
    body.putObject("data")
        .set(
            "items",
            rows(all.subList(start, Math.min(all.size(), start + PAGE_SIZE)), NumberShape.PAGES));
    body.putObject("pagination").put("page", number).put("totalPages", pages);
    return body;
  }

  private static ArrayNode rows(List<Map.Entry<Long, Optional<String>>> links, NumberShape shape) {
    ArrayNode rows = StrictJson.MAPPER.createArrayNode();
    links.forEach(link -> rows.add(row(link.getKey(), link.getValue(), shape)));
    return rows;
  }

  private static ObjectNode row(long id, Optional<String> workspace, NumberShape shape) {
    ObjectNode row = StrictJson.object();
    String number = phoneNumber(id);
    switch (shape) {
      case KEYED -> row.put("number", number).put("inUse", workspace.isPresent());
      case NUMBERS -> {
        row.put("id", id).put("number", number);
        workspace.ifPresentOrElse(
            name -> row.putObject("workspace").put("slug", Slug.of(name)).put("originalSlug", name),
            () -> row.putNull("workspace"));
      }
      case ARRAY -> row.put("id", id).put("phone_number", number);
      case DATA -> row.put("id", id).put("e164", number).put("workspace", workspace.orElse(null));
      case PAGES ->
          row.put("number_id", Long.toString(id))
              .put("phoneNumber", spaced(number))
              .put("linked", workspace.isPresent());
    }
    return row;
  }

  /** As people write it. */
  private static String spaced(String number) {
    return "%s %s %s"
        .formatted(number.substring(0, 3), number.substring(3, 5), number.substring(5));
  }
}
