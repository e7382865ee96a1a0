package net.lumenia.voice.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.NoSuchElementException;
import java.util.Objects;
import net.lumenia.voice.simulator.Accounts.Grant;
import org.jspecify.annotations.Nullable;

/** Settings, catalogue and tokens. */
final class SettingsControl {

  /** Absent account: the default one. */
  record NewToken(@Nullable String account, String token) {

    NewToken {
      Objects.requireNonNull(token, "token: is required");
    }
  }

  private final State state;

  SettingsControl(State state) {
    this.state = state;
  }

  Answer show() {
    return Answer.ok(json(state.settings()));
  }

  /** The keys of the body; the others stay. */
  Answer change(Request request) throws JsonProcessingException {
    return overlay(state.settings(), request);
  }

  /** The keys of the body; the others are as at the start of a simulator without options. */
  Answer replace(Request request) throws JsonProcessingException {
    return overlay(Settings.DEFAULT, request);
  }

  private Answer overlay(Settings base, Request request) throws JsonProcessingException {
    JsonNode changed = json(base).setAll(request.body().as(ObjectNode.class));
    Settings settings = Json.MAPPER.treeToValue(changed, Settings.class);
    return Answer.ok(json(state.settings(_ -> settings)));
  }

  Answer catalog() {
    return Answer.ok(state.catalog().tree());
  }

  Answer replaceCatalog(Request request) throws JsonProcessingException {
    state.catalog(new Catalog(request.body().as(ObjectNode.class)));
    return catalog();
  }

  Answer tokens() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("tokens");
    state.accounts().grants().forEach(grant -> list.add(json(grant)));
    return Answer.ok(json);
  }

  Answer addToken(Request request) throws JsonProcessingException {
    NewToken wanted = request.body().as(NewToken.class);
    String account = wanted.account() == null ? state.defaultAccount().id() : wanted.account();
    return Answer.ok(json(state.accounts().add(account, wanted.token())));
  }

  Answer revokeToken(Request request) {
    String label = request.segments().get(2);
    if (!state.accounts().revokeByLabel(label)) {
      throw new NoSuchElementException("no token with the label " + label);
    }
    return tokens();
  }

  private static ObjectNode json(Settings settings) {
    return Json.MAPPER.valueToTree(settings);
  }

  private static ObjectNode json(Grant grant) {
    return Json.MAPPER.valueToTree(grant);
  }
}
