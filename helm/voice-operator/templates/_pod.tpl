{{/* Parts of the pods, of the operator and of helm test. */}}

{{/* The image. A registry of the values replaces that of the repository: the first part if it looks like a host. */}}
{{- define "voice-operator.image" -}}
{{- $repository := .Values.image.repository -}}
{{- with .Values.image.registry | default .Values.global.imageRegistry -}}
{{- $repository = printf "%s/%s" . (regexReplaceAll "^(localhost|[^/]*[.:][^/]*)/" $repository "") -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{ $repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ $repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- define "voice-operator.imagePullSecrets" -}}
{{- $secrets := list -}}
{{- range concat .Values.imagePullSecrets (.Values.global.imagePullSecrets | default list) -}}
{{- $secrets = append $secrets (ternary (dict "name" .) . (kindIs "string" .)) -}}
{{- end -}}
{{- with uniq $secrets -}}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end }}

{{/* root: the context; of: a security context */}}
{{- define "voice-operator.securityContext" -}}
{{- $mode := .root.Values.adaptSecurityContext -}}
{{- $openShift := .root.Capabilities.APIVersions.Has "security.openshift.io/v1" -}}
{{- if or (eq $mode "force") (and (eq $mode "auto") $openShift) -}}
{{- toYaml (omit .of "runAsUser" "runAsGroup" "fsGroup") }}
{{- else -}}
{{- toYaml .of }}
{{- end -}}
{{- end }}

{{/* The affinity of the values, where each alternative also requires an architecture of the image. */}}
{{- define "voice-operator.affinity" -}}
{{- $affinity := deepCopy .Values.affinity -}}
{{- with .Values.image.architectures -}}
{{- $architecture := dict "key" "kubernetes.io/arch" "operator" "In" "values" . -}}
{{- $terms := list -}}
{{- range dig "nodeAffinity" "requiredDuringSchedulingIgnoredDuringExecution" "nodeSelectorTerms" (list dict) $affinity -}}
{{- $terms = append $terms (merge (dict "matchExpressions" (append (.matchExpressions | default list) $architecture)) .) -}}
{{- end -}}
{{- $required := dict "requiredDuringSchedulingIgnoredDuringExecution" (dict "nodeSelectorTerms" $terms) -}}
{{- $affinity = mergeOverwrite $affinity (dict "nodeAffinity" $required) -}}
{{- end -}}
{{- with $affinity -}}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end }}

{{/* Where pods may run. */}}
{{- define "voice-operator.scheduling" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "voice-operator.affinity" . }}
{{ . }}
{{- end }}
{{- end }}

{{/* The environment: the name of a shard's pod, and proxies, unless extraEnv sets the same variable. Kubernetes replaces $(KUBERNETES_SERVICE_HOST). */}}
{{- define "voice-operator.env" -}}
{{- $own := list -}}
{{- range .Values.extraEnv -}}
{{- $own = append $own (upper .name) -}}
{{- end -}}
{{- $proxy := .Values.proxy -}}
{{- $variables := dict "HTTP_PROXY" $proxy.http "HTTPS_PROXY" $proxy.https -}}
{{- if or $proxy.http $proxy.https $proxy.noProxy (has "HTTP_PROXY" $own) (has "HTTPS_PROXY" $own) -}}
{{- $cluster := list "$(KUBERNETES_SERVICE_HOST)" ".svc" ".cluster.local" -}}
{{- $_ := set $variables "NO_PROXY" (append $cluster $proxy.noProxy | compact | join ",") -}}
{{- end -}}
{{- $env := list -}}
{{- range $name, $value := $variables -}}
{{- if and $value (not (has $name $own)) -}}
{{- $env = append $env (dict "name" $name "value" $value) -}}
{{- end -}}
{{- end -}}
{{- if .Values.operator.shardName -}}
{{- $pod := dict "fieldRef" (dict "fieldPath" "metadata.name") -}}
{{- $env = prepend $env (dict "name" "POD_NAME" "valueFrom" $pod) -}}
{{- end -}}
{{- with concat $env .Values.extraEnv -}}
env:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end }}

{{/* The volume of caBundle; empty without one. */}}
{{- define "voice-operator.caBundle" -}}
{{- $bundle := .Values.caBundle -}}
{{- if $bundle.configMap.name -}}
name: ca-bundle
configMap:
  name: {{ $bundle.configMap.name }}
  items:
    - key: {{ $bundle.configMap.key }}
      path: ca.crt
{{- else if $bundle.secret.name -}}
name: ca-bundle
secret:
  secretName: {{ $bundle.secret.name }}
  items:
    - key: {{ $bundle.secret.key }}
      path: ca.crt
{{- end -}}
{{- end }}

{{- define "voice-operator.caBundle.directory" -}}
/etc/voice-operator/ca
{{- end }}
