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
  void defaultIsAlwaysAllowed() {
    var policy = BaseUrlPolicy.of(Optional.of(DEFAULT), Set.of(FURTHER), false);
    assertThat(policy.refusal(DEFAULT)).isEmpty();
    assertThat(policy.refusal(FURTHER)).isEmpty();
    assertThat(policy.refusal(URI.create("https://other.example.com")).orElseThrow())
        .startsWith("https://other.example.com is not an allowed base URL; allowed: ")
        .contains("https://app.example.com, https://other.example.com/voice");
  }

  @Test
  void emptyPolicyAllowsNothing() {
    var policy = BaseUrlPolicy.of(Optional.empty(), Set.of(), true);
    assertThat(policy.refusal(DEFAULT).orElseThrow()).contains("allowed: none");
  }

  @Test
  void httpNeedsTheInsecureOption() {
    URI http = URI.create("http://app.example.com");
    assertThat(BaseUrlPolicy.of(Optional.of(http), Set.of(), false).refusal(http).orElseThrow())
        .contains("would send the token unencrypted");
    assertThat(BaseUrlPolicy.of(Optional.of(http), Set.of(), true).refusal(http)).isEmpty();
  }

  @Test
  void urlsAreNormalized() {
    assertThat(BaseUrlPolicy.normalize("https://App.Example.com:443/")).contains(DEFAULT);
    assertThat(BaseUrlPolicy.normalize("https://other.example.com/voice/")).contains(FURTHER);
    assertThat(BaseUrlPolicy.normalize("https://[0:0:0:0:0:0:0:1]:8443/"))
        .contains(URI.create("https://[::1]:8443"));
    assertThat(BaseUrlPolicy.normalize("ftp://app.example.com")).isEmpty();
    assertThat(BaseUrlPolicy.normalize("https://me@app.example.com")).isEmpty();
  }
}
