package net.lumenia.voice.status;

import static net.lumenia.voice.status.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.lumenia.voice.crd.Circuit;
import net.lumenia.voice.crd.Condition;
import net.lumenia.voice.crd.LumeniaAccountStatus;
import net.lumenia.voice.crd.LumeniaAccountStatus.CatalogStatus;
import org.junit.jupiter.api.Test;

/** The accepted endpoint and the catalog in an account's status. */
class AccountStatusFactoryTest {

  private static final AccountReadiness ACCEPTED =
      new AccountReadiness(AccountReason.AUTHENTICATED, "in order");
  private static final AccountReadiness REFUSED =
      new AccountReadiness(AccountReason.INVALID_API_KEY, "renew it");
  private static final AccountReadiness NO_SECRET =
      new AccountReadiness(AccountReason.SECRET_NOT_FOUND, "create it");
  private static final AccountReadiness BUSY =
      new AccountReadiness(AccountReason.UNAVAILABLE, "wait");

  private final LumeniaAccountStatus acceptedHere =
      next(LumeniaAccountStatus.empty(), ACCEPTED, catalogOf("here"));

  @Test
  void readCatalogMeansTokenWasAccepted() {
    assertThat(acceptedHere.accepted()).isEqualTo("here");
  }

  @Test
  void acceptedTokenIsWrittenOnce() {
    assertThat(next(acceptedHere, ACCEPTED, catalogOf("here"))).isEqualTo(acceptedHere);
  }

  @Test
  void errorWithOtherRequestIdIsNotWritten() {
    var one = new AccountReadiness(AccountReason.BAD_RESPONSE, "down, request 1a2b3c4d");
    var other = new AccountReadiness(AccountReason.BAD_RESPONSE, "down, request 5e6f7a8b");
    LumeniaAccountStatus status = next(acceptedHere, one, limiterTo("here"));

    assertThat(next(status, other, limiterTo("here"))).isEqualTo(status);
    assertThat(Notices.of(status, other)).isEmpty();
    assertThat(next(status, other, Optional.of(stretched("here"))).conditions())
        .extracting(Condition::message)
        .containsOnly("down, request 5e6f7a8b");
  }

  /** The first request checks only the token, and every customer of the API has one. */
  @Test
  void knownTokenWithoutCatalogIsNotAccepted() {
    assertThat(next(LumeniaAccountStatus.empty(), ACCEPTED, limiterTo("here")).accepted()).isNull();
  }

  @Test
  void rejectedTokenIsNotAccepted() {
    assertThat(next(LumeniaAccountStatus.empty(), REFUSED, limiterTo("here")).accepted()).isNull();
    assertThat(next(LumeniaAccountStatus.empty(), NO_SECRET, Optional.empty()).accepted()).isNull();
  }

  @Test
  void laterRejectionKeepsAcceptance() {
    assertThat(next(acceptedHere, REFUSED, limiterTo("here")).accepted()).isEqualTo("here");
    assertThat(next(acceptedHere, BUSY, limiterTo("here")).accepted()).isEqualTo("here");
    assertThat(next(acceptedHere, NO_SECRET, Optional.empty()).accepted()).isEqualTo("here");
  }

  @Test
  void otherEndpointStartsWithoutAcceptance() {
    assertThat(next(acceptedHere, REFUSED, limiterTo("there")).accepted()).isNull();
    assertThat(next(acceptedHere, ACCEPTED, catalogOf("there")).accepted()).isEqualTo("there");
  }

  @Test
  void lastCatalogStaysWhileNoneIsKnown() {
    assertThat(next(acceptedHere, ACCEPTED, limiterTo("here"))).isEqualTo(acceptedHere);
    assertThat(next(acceptedHere, REFUSED, limiterTo("here")).catalog())
        .isEqualTo(acceptedHere.catalog());
    assertThat(next(acceptedHere, ACCEPTED, limiterTo("there")).catalog()).isNull();
  }

  private static LumeniaAccountStatus next(
      LumeniaAccountStatus previous, AccountReadiness verdict, Optional<LimiterReport> limiter) {
    return AccountStatusFactory.next(previous, 1, verdict, limiter, Optional.empty(), NOON);
  }

  private static Optional<LimiterReport> limiterTo(String endpoint) {
    return Optional.of(limiter(endpoint, Optional.empty()));
  }

  private static Optional<LimiterReport> catalogOf(String endpoint) {
    return Optional.of(
        limiter(endpoint, Optional.of(new CatalogStatus("hash", NOON.toString(), null))));
  }

  private static LimiterReport limiter(String endpoint, Optional<CatalogStatus> catalog) {
    return new LimiterReport(endpoint, Circuit.CLOSED, Optional.empty(), Optional.empty(), catalog);
  }

  private static LimiterReport stretched(String endpoint) {
    return new LimiterReport(
        endpoint, Circuit.CLOSED, Optional.of("10m"), Optional.empty(), Optional.empty());
  }
}
