package net.lumenia.voice.simulator.faults;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import net.lumenia.voice.simulator.exchange.AccountId;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Route;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault strikes. Null matches all.
 *
 * @param workspace the name of the workspace
 * @param account the UUID in {@code X-Account-Id}
 * @param method GET, PATCH or POST
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaultScope(
    @Nullable String workspace,
    @Nullable String account,
    @Nullable String method,
    @Nullable Route path) {

  /** Every request. */
  public static final FaultScope EVERYTHING = new FaultScope(null, null, null, null);

  private static final List<String> METHODS = List.of("GET", "PATCH", "POST");

  public FaultScope {
    if (workspace != null && workspace.isEmpty()) {
      throw new IllegalArgumentException(
          "workspace: must not be empty; omit it for all workspaces");
    }
    if (account != null) {
      account = AccountId.parse("account", account);
    }
    if (method != null && !METHODS.contains(method)) {
      throw new IllegalArgumentException(
          "method: \"%s\" is not one of %s".formatted(method, String.join(", ", METHODS)));
    }
  }

  boolean matches(Request request) {
    return (workspace == null || workspace.equals(request.workspace()))
        && (account == null || account.equals(request.account().toLowerCase(Locale.ROOT)))
        && (method == null || method.equals(request.method()))
        && (path == null || request.endpoint().filter(path::equals).isPresent());
  }
}
