package net.lumenia.voice.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaseUrlPolicyTest {

  private static final URI DEFAULT = URI.create("https://app.example.com");
  private static final URI FURTHER = URI.create("https://other.example.com/voice");

  @Test
  void theDefaultIsAllowedWhateverElseIs() {
    var policy = BaseUrlPolicy.of(Optional.of(DEFAULT), Set.of(FURTHER), false);
    assertThat(policy.refusal(DEFAULT)).isEmpty();
    assertThat(policy.refusal(FURTHER)).isEmpty();
    assertThat(policy.refusal(URI.create("https://other.example.com")).orElseThrow())
        .startsWith(
            "https://other.example.com is not on the operator's list of base URLs, which has")
        .contains("https://app.example.com, https://other.example.com/voice");
  }

  @Test
  void withoutAnyNothingIsAllowed() {
    var policy = BaseUrlPolicy.of(Optional.empty(), Set.of(), true);
    assertThat(policy.refusal(DEFAULT).orElseThrow()).contains("which has none");
  }

  @Test
  void httpNeedsItsOwnPermission() {
    URI http = URI.create("http://app.example.com");
    assertThat(BaseUrlPolicy.of(Optional.of(http), Set.of(), false).refusal(http).orElseThrow())
        .contains("would carry the token in the clear");
    assertThat(BaseUrlPolicy.of(Optional.of(http), Set.of(), true).refusal(http)).isEmpty();
  }

  @Test
  void urlsAreComparedInOneForm() {
    assertThat(BaseUrlPolicy.normalised("https://App.Example.com:443/")).contains(DEFAULT);
    assertThat(BaseUrlPolicy.normalised("https://other.example.com/voice/")).contains(FURTHER);
    assertThat(BaseUrlPolicy.normalised("ftp://app.example.com")).isEmpty();
    assertThat(BaseUrlPolicy.normalised("https://me@app.example.com")).isEmpty();
  }
}
