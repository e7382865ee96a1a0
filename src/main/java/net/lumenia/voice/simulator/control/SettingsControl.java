package net.lumenia.voice.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NoSuchElementException;
import java.util.Objects;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.exchange.StrictJson;
import net.lumenia.voice.simulator.rules.CatalogDocument;
import net.lumenia.voice.simulator.state.Accounts.Grant;
import net.lumenia.voice.simulator.state.Settings;
import net.lumenia.voice.simulator.state.SimulatorState;
import org.jspecify.annotations.Nullable;

/** Settings, the catalog and tokens. */
final class SettingsControl {

  /** Without an account, the token gives access to the default account. */
  record NewToken(@Nullable String account, String token) {

    NewToken {
      Objects.requireNonNull(token, "token: is required");
    }
  }

  private final SimulatorState state;

  SettingsControl(SimulatorState state) {
    this.state = state;
  }

  Response show() {
    return Response.ok(json(state.settings()));
  }

  /** Changes the keys in the body; the others stay unchanged. */
  Response change(Request request) throws JsonProcessingException {
    return overlay(state.settings(), request);
  }

  /** Changes the keys in the body; the others become the defaults. */
  Response replace(Request request) throws JsonProcessingException {
    return overlay(Settings.DEFAULT, request);
  }

  private Response overlay(Settings base, Request request) throws JsonProcessingException {
    JsonNode changed = json(base).setAll(request.body().as(ObjectNode.class));
    Settings settings = StrictJson.MAPPER.treeToValue(changed, Settings.class);
    return Response.ok(json(state.settings(_ -> settings)));
  }

  Response catalog() {
    return Response.ok(state.catalog().tree());
  }

  Response replaceCatalog(Request request) throws JsonProcessingException {
    state.catalog(new CatalogDocument(request.body().as(ObjectNode.class)));
    return catalog();
  }

  Response tokens() {
    ObjectNode json = StrictJson.object();
    ArrayNode list = json.putArray("tokens");
    state.accounts().grants().forEach(grant -> list.add(json(grant)));
    return Response.ok(json);
  }

  Response addToken(Request request) throws JsonProcessingException {
    NewToken wanted = request.body().as(NewToken.class);
    String account = wanted.account() == null ? state.defaultAccount().id() : wanted.account();
    return Response.ok(json(state.accounts().add(account, wanted.token())));
  }

  Response revokeToken(Request request) {
    String label = request.segments().get(2);
    if (!state.accounts().revokeByLabel(label)) {
      throw new NoSuchElementException("no token with the label " + label);
    }
    return tokens();
  }

  private static ObjectNode json(Settings settings) {
    return StrictJson.MAPPER.valueToTree(settings);
  }

  private static ObjectNode json(Grant grant) {
    return StrictJson.MAPPER.valueToTree(grant);
  }
}
