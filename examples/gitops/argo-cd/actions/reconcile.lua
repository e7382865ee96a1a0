-- Requests a check at once.
local os = require("os")
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["voice.lumenia.net/reconcile-requested-at"] = os.date("!%Y-%m-%dT%H:%M:%SZ")
return obj
