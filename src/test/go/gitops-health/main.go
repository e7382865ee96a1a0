// What GitOps tools say about Kubernetes objects: kstatus by its own library, Flux by the CEL that its health check
// expressions are in, and Argo CD by the Lua that its health checks run in. Reads objects as JSON from standard input,
// one after the other or as a List, and writes one line of JSON for each of them, in the same order. The arguments are
// the files with Flux's Kustomization and with Argo CD's health check.
//
// With three arguments, "action" and the files with Argo CD's discovery and action scripts, it reads one object, and
// writes the actions that it has and what the action script makes of it.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
)

type opinion struct {
	Status  string `json:"status"`
	Message string `json:"message"`
}

type opinions struct {
	Kind    string  `json:"kind"`
	Name    string  `json:"name"`
	Kstatus opinion `json:"kstatus"`
	Flux    opinion `json:"flux"`
	ArgoCD  opinion `json:"argoCd"`
}

type checks struct {
	flux   fluxChecks
	argoCD argoCDCheck
}

func main() {
	var err error
	switch {
	case len(os.Args) == 4 && os.Args[1] == "action":
		err = runAction(os.Args[2], os.Args[3], os.Stdin, os.Stdout)
	case len(os.Args) == 3:
		err = askAll(os.Args[1], os.Args[2], os.Stdin, os.Stdout)
	default:
		fmt.Fprintln(os.Stderr, "usage: gitops-health KUSTOMIZATION.YAML HEALTH.LUA < OBJECTS.json")
		fmt.Fprintln(os.Stderr, "       gitops-health action DISCOVERY.LUA ACTION.LUA < OBJECT.json")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func runAction(discoveryFile, actionFile string, input io.Reader, output io.Writer) error {
	discovery, err := os.ReadFile(discoveryFile)
	if err != nil {
		return err
	}
	action, err := os.ReadFile(actionFile)
	if err != nil {
		return err
	}
	document, err := io.ReadAll(input)
	if err != nil {
		return err
	}
	return each(document, func(object *unstructured.Unstructured) error {
		actions, err := discover(string(discovery), object)
		if err != nil {
			return err
		}
		changed, err := act(string(action), object)
		if err != nil {
			return err
		}
		return json.NewEncoder(output).Encode(map[string]any{"disabled": actions, "object": changed})
	})
}

func askAll(kustomizationFile, luaFile string, input io.Reader, output io.Writer) error {
	flux, err := readFluxChecks(kustomizationFile)
	if err != nil {
		return err
	}
	argoCD, err := os.ReadFile(luaFile)
	if err != nil {
		return err
	}
	checks := checks{flux, argoCDCheck(argoCD)}
	decoder, encoder := json.NewDecoder(input), json.NewEncoder(output)
	for {
		var document json.RawMessage
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		err := each(document, func(object *unstructured.Unstructured) error {
			said, err := checks.ask(object)
			if err != nil {
				return fmt.Errorf("%s %s: %w", object.GetKind(), object.GetName(), err)
			}
			return encoder.Encode(said)
		})
		if err != nil {
			return err
		}
	}
}

func each(document []byte, visit func(*unstructured.Unstructured) error) error {
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(document); err != nil {
		return err
	}
	if !object.IsList() {
		return visit(object)
	}
	return object.EachListItem(func(item runtime.Object) error {
		return visit(item.(*unstructured.Unstructured))
	})
}

func (checks checks) ask(object *unstructured.Unstructured) (*opinions, error) {
	kstatus, err := status.Compute(object)
	if err != nil {
		return nil, err
	}
	flux, err := checks.flux.ask(object)
	if err != nil {
		return nil, err
	}
	argoCD, err := checks.argoCD.ask(object)
	if err != nil {
		return nil, err
	}
	return &opinions{
		Kind:    object.GetKind(),
		Name:    object.GetName(),
		Kstatus: opinion{string(kstatus.Status), kstatus.Message},
		Flux:    flux,
		ArgoCD:  argoCD,
	}, nil
}
