-- The health of a VoiceAssistant or a LumeniaAccount.
if obj.spec ~= nil and obj.spec.suspend then
  return { status = "Suspended", message = "spec.suspend: nothing is read, written or reported" }
end
if obj.status == nil or obj.status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "The operator has not reconciled this generation yet" }
end
for _, condition in ipairs(obj.status.conditions or {}) do
  if condition.status == "True" then
    local message = condition.reason .. ": " .. condition.message
    if condition.type == "Ready" then
      return { status = "Healthy", message = message }
    elseif condition.type == "Reconciling" then
      return { status = "Progressing", message = message }
    elseif condition.type == "Stalled" and condition.reason == "AwaitingApproval" then
      return { status = "Suspended", message = message }
    elseif condition.type == "Stalled" then
      return { status = "Degraded", message = message }
    end
  end
end
return { status = "Progressing", message = "The status has no Ready, Reconciling or Stalled condition that is True" }
