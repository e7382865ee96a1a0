{{/* Checks that the schema can't express. */}}
{{- define "voice-operator.validate" -}}
{{- $operator := .Values.operator -}}
{{- if not .Values.enabled }}
{{- fail (printf "enabled is false, but the chart is installed: the dependency in Chart.yaml needs `condition: %s.enabled`" .Chart.Name) }}
{{- end }}
{{- if not (or $operator.defaultBaseUrl $operator.allowedBaseUrls) }}
{{- fail "operator.defaultBaseUrl is missing: set it to the base URL of the Lumenia API, such as --set operator.defaultBaseUrl=https://staging-app.lumenia.net" }}
{{- end }}
{{- if not $operator.allowInsecureHttp }}
{{- range compact (prepend $operator.allowedBaseUrls $operator.defaultBaseUrl) }}
{{- if hasPrefix "http:" . }}
{{- fail (printf "%s would send tokens unencrypted: use https, or set operator.allowInsecureHttp=true for a demo or a test" .) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (not $operator.leaderElection) (gt (int .Values.replicaCount) 1) }}
{{- fail (printf "replicaCount is %d, and without leader election all replicas would write at once: set replicaCount=1, or operator.leaderElection=true" (int .Values.replicaCount)) }}
{{- end }}
{{- if and $operator.selector $operator.shardName }}
{{- fail "operator.selector and operator.shardName exclude each other: limit the ring by spec.namespaceSelector of the ControllerRing" }}
{{- end }}
{{- if and $operator.selector .Values.test.enabled }}
{{- fail "the resources of test.enabled have no labels, so operator.selector may leave them out: test a release without operator.selector" }}
{{- end }}
{{- if and $operator.shardName (not $operator.leaderElection) }}
{{- fail "operator.shardName needs the lease, by which the sharder finds the shard: set operator.leaderElection=true" }}
{{- end }}
{{- if and $operator.shardName (gt (int .Values.replicaCount) 1) (not (contains "$(POD_NAME)" $operator.shardName)) }}
{{- fail (printf "operator.shardName is %s for all replicas, so only one of them would work: set it to $(POD_NAME)" $operator.shardName) }}
{{- end }}
{{- if regexMatch "(?i)^((::ffff:)?127[.].*|[0:]*:0*1)$" $operator.httpHost }}
{{- fail (printf "operator.httpHost is %s, which the kubelet's probes can't reach: leave it empty" $operator.httpHost) }}
{{- end }}
{{- if and .Values.rbac.create (not (or .Values.serviceAccount.create .Values.serviceAccount.name)) }}
{{- fail "serviceAccount.name is missing: the service account would be default, and every pod of the namespace would get the operator's permissions, Secrets included; name a service account, or set rbac.create=false" }}
{{- end }}
{{- if and (eq .Values.admission.approval "OtherApprover") (not (.Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy")) }}
{{- fail "admission.approval is OtherApprover, and this cluster has no MutatingAdmissionPolicy to record who changed a spec: upgrade to Kubernetes 1.36, or set admission.approval=Approver; for a rendering without a cluster add --api-versions admissionregistration.k8s.io/v1/MutatingAdmissionPolicy" }}
{{- end }}
{{- if and .Values.caBundle.configMap.name .Values.caBundle.secret.name }}
{{- fail "caBundle has a configMap and a secret: set the name of one of them; a ConfigMap of trust-manager can contain several sources" }}
{{- end }}
{{- if and .Values.strategy (not $operator.leaderElection) (ne (get .Values.strategy "type") "Recreate") }}
{{- fail "strategy would run two pods at once, and without leader election both would write: set strategy.type=Recreate, or operator.leaderElection=true" }}
{{- end }}
{{- $available := .Values.podDisruptionBudget.minAvailable }}
{{- if and .Values.podDisruptionBudget.enabled (gt (int .Values.replicaCount) 1) (not (kindIs "string" $available)) (ge (int $available) (int .Values.replicaCount)) }}
{{- fail (printf "podDisruptionBudget.minAvailable is %d with %d replicas, so no node with a pod could be drained: set it to less than replicaCount" (int $available) (int .Values.replicaCount)) }}
{{- end }}
{{- $lease := int (include "voice-operator.millis" $operator.leaderElectionLeaseDuration) }}
{{- $deadline := int (include "voice-operator.millis" $operator.leaderElectionRenewDeadline) }}
{{- $retry := int (include "voice-operator.millis" $operator.leaderElectionRetryPeriod) }}
{{- if or (lt $lease 3000) (gt $lease 3600000) (mod $lease 1000) }}
{{- fail (printf "operator.leaderElectionLeaseDuration is %s: it must be whole seconds from 3s to 1h" $operator.leaderElectionLeaseDuration) }}
{{- else if or (lt $deadline 1) (ge $deadline $lease) }}
{{- fail (printf "operator.leaderElectionRenewDeadline is %s: it must be less than operator.leaderElectionLeaseDuration, which is %s" $operator.leaderElectionRenewDeadline $operator.leaderElectionLeaseDuration) }}
{{- else if or (lt $retry 100) (gt (mul 4 $retry) $deadline) }}
{{- fail (printf "operator.leaderElectionRetryPeriod is %s: it must be between 100ms and a quarter of operator.leaderElectionRenewDeadline, which is %s" $operator.leaderElectionRetryPeriod $operator.leaderElectionRenewDeadline) }}
{{- end }}
{{- end }}

{{/* The milliseconds of a duration such as 1m30s. */}}
{{- define "voice-operator.millis" -}}
{{- $hours := regexFind "[0-9]+h" . | trimSuffix "h" | int -}}
{{- $minutes := regexFind "[0-9]+m($|[0-9])" . | regexFind "^[0-9]+" | int -}}
{{- $seconds := regexFind "[0-9]+s" . | trimSuffix "s" | int -}}
{{- $millis := regexFind "[0-9]+ms" . | trimSuffix "ms" | int -}}
{{- add (mul 3600000 $hours) (mul 60000 $minutes) (mul 1000 $seconds) $millis -}}
{{- end }}
