package net.lumenia.voice.reconcile;

import java.util.function.BooleanSupplier;
import net.lumenia.voice.assistant.LiveAssistant;
import net.lumenia.voice.assistant.PhoneNumber;
import net.lumenia.voice.assistant.WorkspaceSlug;
import net.lumenia.voice.catalog.CatalogState;
import net.lumenia.voice.catalog.Catalogs;
import net.lumenia.voice.lumenia.ApiResult;
import net.lumenia.voice.lumenia.limiter.Permit;
import net.lumenia.voice.numbers.AccountNumbers;
import net.lumenia.voice.numbers.NumberResult;

/** Makes the calls of a permit of the account's rate limiter. */
record PermittedApi(
    Permit permit, Catalogs catalogs, AccountNumbers numbers, WorkspaceSlug workspace)
    implements AssistantApi {

  @Override
  public ApiResult<LiveAssistant> get() {
    return permit.getAssistant(workspace.text());
  }

  @Override
  public ApiResult<LiveAssistant> patch(String body, BooleanSupplier fence) {
    return permit.patchAssistant(workspace.text(), body, fence);
  }

  @Override
  public ApiResult<LiveAssistant> provision(String body, BooleanSupplier fence) {
    return permit.provision(workspace.text(), body, fence);
  }

  @Override
  public CatalogState catalog() {
    return catalogs.current(permit);
  }

  @Override
  public CatalogState newerCatalog() {
    return catalogs.refreshed(permit);
  }

  @Override
  public NumberResult phoneNumber(PhoneNumber number) {
    return numbers.find(number, permit);
  }

  @Override
  public void close() {
    permit.close();
  }
}
