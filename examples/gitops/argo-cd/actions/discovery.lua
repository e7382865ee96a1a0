-- The actions of a VoiceAssistant or a LumeniaAccount.
local suspended = obj.spec ~= nil and obj.spec.suspend == true
return { reconcile = { disabled = suspended } }
