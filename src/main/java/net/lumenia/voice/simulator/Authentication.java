package net.lumenia.voice.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import net.lumenia.voice.simulator.exchange.AccountId;
import net.lumenia.voice.simulator.exchange.Request;
import net.lumenia.voice.simulator.exchange.Response;
import net.lumenia.voice.simulator.state.Account;
import net.lumenia.voice.simulator.state.Accounts;
import net.lumenia.voice.simulator.state.Accounts.Grant;

/** Checks the headers {@code Authorization} and {@code X-Account-Id}. */
final class Authentication {

  private static final String AUTHORIZATION = "Authorization";
  private static final String SCHEME = "Bearer ";

  private final Accounts accounts;

  Authentication(Accounts accounts) {
    this.accounts = accounts;
  }

  /** A missing, malformed or revoked token gets 403, never 401. */
  Response authenticated(Request request, Function<Grant, Response> then) {
    if (!request.headers().has(AUTHORIZATION)) {
      return Response.error(403, "missing API key: send Authorization: Bearer <token>");
    }
    return grant(request)
        .map(then)
        .orElseGet(
            () -> Response.error(403, "invalid API key: it is malformed, unknown or revoked"));
  }

  /** {@code X-Account-Id} is required and must be an account of the token. */
  Response inAccount(Request request, Function<Account, Response> then) {
    return authenticated(
        request,
        grant -> {
          String id = request.account().toLowerCase(Locale.ROOT);
          if (!AccountId.isValid(id)) {
            return Response.error(400, "X-Account-Id: exactly one account UUID is required");
          }
          return grant.accounts().contains(id)
              ? then.apply(accounts.account(id))
              : Response.error(403, "X-Account-Id does not belong to the API key's partner");
        });
  }

  /** The label of the token for the log. */
  String label(Request request) {
    return grant(request)
        .map(Grant::label)
        .orElse(request.headers().has(AUTHORIZATION) ? "invalid" : "none");
  }

  private Optional<Grant> grant(Request request) {
    return request
        .header(AUTHORIZATION)
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()))
        .flatMap(accounts::grant);
  }
}
