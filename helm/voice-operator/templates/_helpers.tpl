{{- define "voice-operator.name" -}}
{{ default .Chart.Name .Values.nameOverride }}
{{- end }}

{{- define "voice-operator.fullname" -}}
{{- $name := include "voice-operator.name" . -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride }}
{{- else if contains $name .Release.Name -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" }}
{{- end -}}
{{- end }}

{{- define "voice-operator.namespace" -}}
{{ .Values.namespaceOverride | default .Release.Namespace }}
{{- end }}

{{- define "voice-operator.serviceAccountName" -}}
{{ .Values.serviceAccount.name | default (ternary (include "voice-operator.fullname" .) "default" .Values.serviceAccount.create) }}
{{- end }}

{{- define "voice-operator.selector" -}}
app.kubernetes.io/name: {{ include "voice-operator.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/*
The metadata of an object.
root: the context; name, namespace (absent: none), labels, annotations: of this object; app: overrides the app's name
*/}}
{{- define "voice-operator.metadata" -}}
{{- $root := .root -}}
name: {{ .name }}
{{- with .namespace }}
namespace: {{ . }}
{{- end }}
labels:
  {{- include "voice-operator.labels" (dict "root" $root "labels" .labels "app" .app) | nindent 2 }}
{{- with merge (dict) (.annotations | default dict) $root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Labels from values never override the selector's labels. */}}
{{- define "voice-operator.labels" -}}
{{- $root := .root -}}
{{- $own := dict
      "helm.sh/chart" (printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_")
      "app.kubernetes.io/version" ($root.Values.image.tag | default $root.Chart.AppVersion | trunc 63 | trimAll "._-")
      "app.kubernetes.io/managed-by" $root.Release.Service
      "app.kubernetes.io/part-of" "voice-operator" -}}
{{- $app := ternary (dict) (dict "app.kubernetes.io/name" .app) (empty .app) -}}
{{- $selector := include "voice-operator.selector" $root | fromYaml -}}
{{- toYaml (merge (dict) $app $selector (.labels | default dict) $root.Values.commonLabels $own) }}
{{- end }}

{{/* The metadata of pods. Without the version, so that their labels do not change with every chart version. */}}
{{- define "voice-operator.podMetadata" -}}
labels:
  {{- toYaml (merge (dict) (include "voice-operator.selector" . | fromYaml) .Values.podLabels .Values.commonLabels) | nindent 2 }}
{{- with merge (dict) .Values.podAnnotations .Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The arguments of the container. Every option of voice-operator run has a value. */}}
{{- define "voice-operator.arguments" -}}
{{- $operator := .Values.operator -}}
- run
{{- with $operator.defaultBaseUrl }}
- {{ printf "--default-base-url=%s" . | quote }}
{{- end }}
{{- range $operator.allowedBaseUrls }}
- {{ printf "--allowed-base-url=%s" . | quote }}
{{- end }}
{{- if .Values.test.enabled }}
- {{ printf "--allowed-base-url=%s" (include "voice-operator.test.baseUrl" .) | quote }}
{{- end }}
{{- if or $operator.allowInsecureHttp .Values.test.enabled }}
- --allow-insecure-http
{{- end }}
{{- with $operator.namespaces }}
- {{ printf "--namespaces=%s" (join "," .) | quote }}
{{- end }}
{{- with $operator.selector }}
- {{ printf "--selector=%s" . | quote }}
{{- end }}
{{- with $operator.shardName }}
- {{ printf "--shard-name=%s" . | quote }}
- {{ printf "--controller-ring=%s" $operator.controllerRing | quote }}
{{- end }}
- {{ printf "--resync-interval=%s" $operator.resyncInterval | quote }}
- {{ printf "--max-requests-per-minute=%d" (int $operator.maxRequestsPerMinute) | quote }}
- {{ printf "--max-concurrent-requests=%d" (int $operator.maxConcurrentRequests) | quote }}
{{- with $operator.httpHost }}
- {{ printf "--http-host=%s" . | quote }}
{{- end }}
- {{ printf "--http-port=%d" (int $operator.httpPort) | quote }}
{{- if $operator.leaderElection }}
- --leader-election
{{- with $operator.leaderElectionNamespace }}
- {{ printf "--leader-election-namespace=%s" . | quote }}
{{- end }}
{{- else }}
- --no-leader-election
{{- end }}
- {{ printf "--leader-election-lease-duration=%s" $operator.leaderElectionLeaseDuration | quote }}
- {{ printf "--leader-election-renew-deadline=%s" $operator.leaderElectionRenewDeadline | quote }}
- {{ printf "--leader-election-retry-period=%s" $operator.leaderElectionRetryPeriod | quote }}
- {{ printf "--log-format=%s" $operator.logFormat | quote }}
- {{ printf "--log-level=%s" $operator.logLevel | quote }}
{{- if include "voice-operator.caBundle" . }}
- {{ printf "--ca-file=%s/ca.crt" (include "voice-operator.caBundle.directory" .) | quote }}
{{- end }}
{{- with .Values.extraArgs }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The name of the lease. The operator computes the same. */}}
{{- define "voice-operator.lease" -}}
voice-operator
{{- with .Values.operator.selector | trim -}}
-{{ sha256sum . | trunc 10 }}
{{- end }}
{{- end }}

{{/* The base URLs that tokens may be sent to, as a list in JSON. */}}
{{- define "voice-operator.baseUrls" -}}
{{- $urls := compact (prepend .Values.operator.allowedBaseUrls .Values.operator.defaultBaseUrl) -}}
{{- if .Values.test.enabled }}
{{- $urls = append $urls (include "voice-operator.test.baseUrl" .) }}
{{- end }}
{{- $urls | uniq | toJson }}
{{- end }}

{{/* networkPolicy.lumeniaPorts, or the ports of the base URLs, and the simulator's port, as a list in JSON. */}}
{{- define "voice-operator.lumeniaPorts" -}}
{{- $ports := .Values.networkPolicy.lumeniaPorts -}}
{{- if not $ports }}
{{- range include "voice-operator.baseUrls" . | fromJsonArray }}
{{- $url := urlParse . }}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (ternary 80 443 (eq $url.scheme "http")) | int }}
{{- $ports = append $ports $port }}
{{- end }}
{{- else if .Values.test.enabled }}
{{- $ports = append $ports 8090 }}
{{- end }}
{{- $ports | uniq | toJson }}
{{- end }}

{{/* The ports of the proxies, as a list in JSON. */}}
{{- define "voice-operator.proxyPorts" -}}
{{- $ports := list -}}
{{- range compact (list .Values.proxy.http .Values.proxy.https) }}
{{- $ports = append $ports (regexFind ":[0-9]+$" (trimSuffix "/" .) | trimPrefix ":" | default "80" | int) }}
{{- end }}
{{- $ports | uniq | toJson }}
{{- end }}

{{- define "voice-operator.test.name" -}}
{{ include "voice-operator.fullname" . }}-test
{{- end }}

{{/* A watched namespace, preferably the release's. */}}
{{- define "voice-operator.test.namespace" -}}
{{- $watched := .Values.operator.namespaces -}}
{{- if or (not $watched) (has (include "voice-operator.namespace" .) $watched) -}}
{{ include "voice-operator.namespace" . }}
{{- else -}}
{{ first $watched }}
{{- end -}}
{{- end }}

{{- define "voice-operator.test.baseUrl" -}}
http://{{ include "voice-operator.test.name" . }}.{{ include "voice-operator.namespace" . }}.svc:8090
{{- end }}
