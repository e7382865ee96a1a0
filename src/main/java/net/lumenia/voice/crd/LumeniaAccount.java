package net.lumenia.voice.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.SchemaSwap;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * Access to an account of the Lumenia API. The schema comes from the records; the content stays
 * raw.
 */
@Group(LumeniaApi.GROUP)
@Version(LumeniaApi.VERSION)
@Kind("LumeniaAccount")
@Plural("lumeniaaccounts")
@Singular("lumeniaaccount")
@ShortNames("lacc")
@Categories(LumeniaApi.CATEGORY)
@SchemaSwap(
    originalType = LumeniaAccount.class,
    fieldName = "spec",
    targetType = LumeniaAccountSpec.class)
@SchemaSwap(
    originalType = LumeniaAccount.class,
    fieldName = "status",
    targetType = LumeniaAccountStatus.class)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "Whether the operator can use the account.")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "Why the account is ready or not.")
@AdditionalPrinterColumn(
    name = "Base URL",
    jsonPath = ".spec.baseUrl",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "The base URL of the API; empty: the operator's default.")
@AdditionalPrinterColumn(
    name = "Circuit",
    jsonPath = ".status.circuit",
    type = AdditionalPrinterColumn.Type.STRING,
    getDescription = "The state of the circuit breaker.")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Account",
    jsonPath = ".spec.accountId",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "The account's UUID.")
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1,
    getDescription = "What to do next.")
@JsonClassDescription(
    "Access to an account of the Lumenia API. VoiceAssistants in the same namespace refer to it by "
        + "name; those without accountRef use the LumeniaAccount named default.")
public class LumeniaAccount extends CustomResource<RawJson, RawJson> implements Namespaced {

  /** The spec; invalid if it is missing or violates the schema. */
  public Decoded<LumeniaAccountSpec> decodeSpec() {
    return Decoder.decode("spec", getSpec(), LumeniaAccountSpec.class);
  }

  /** The status; empty if it is missing or violates the schema, because it will be rewritten. */
  public LumeniaAccountStatus decodeStatus() {
    return switch (Decoder.decode("status", getStatus(), LumeniaAccountStatus.class)) {
      case Decoded.Valid<LumeniaAccountStatus>(LumeniaAccountStatus status) -> status;
      case Decoded.Invalid<LumeniaAccountStatus> _ -> LumeniaAccountStatus.empty();
    };
  }
}
