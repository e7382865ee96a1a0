package main

import (
	"fmt"
	"os"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/cli-utils/pkg/kstatus/status"
	"sigs.k8s.io/yaml"
)

// Flux's spec.healthCheckExprs: one for each kind that has any.
type fluxChecks []struct {
	Kind       string
	InProgress string
	Failed     string
	Current    string
}

func readFluxChecks(file string) (fluxChecks, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var kustomization struct {
		Spec struct{ HealthCheckExprs fluxChecks }
	}
	if err := yaml.Unmarshal(content, &kustomization); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return kustomization.Spec.HealthCheckExprs, nil
}

// In Flux's order: the generation, then the expressions. One that can't be evaluated, because the object does not have
// what it is about, makes Flux wait.
func (checks fluxChecks) ask(object *unstructured.Unstructured) (opinion, error) {
	observed, known, _ := unstructured.NestedInt64(object.Object, "status", "observedGeneration")
	if known && observed != object.GetGeneration() {
		return opinion{Status: string(status.InProgressStatus)}, nil
	}
	for _, check := range checks {
		if check.Kind != object.GetKind() {
			continue
		}
		for _, outcome := range []struct {
			expression string
			status     status.Status
		}{
			{check.InProgress, status.InProgressStatus},
			{check.Failed, status.FailedStatus},
			{check.Current, status.CurrentStatus},
		} {
			if outcome.expression == "" {
				continue
			}
			program, err := compile(outcome.expression)
			if err != nil {
				return opinion{}, err
			}
			result, _, err := program.Eval(object.Object)
			if err != nil {
				return opinion{string(status.UnknownStatus), err.Error()}, nil
			}
			if result == types.True {
				return opinion{Status: string(outcome.status)}, nil
			}
		}
		return opinion{Status: string(status.InProgressStatus)}, nil
	}
	return opinion{}, fmt.Errorf("no health check expressions for %s", object.GetKind())
}

// As Flux does it: parsed and not checked, since it does not know the types.
func compile(expression string) (cel.Program, error) {
	environment, err := cel.NewEnv(cel.CrossTypeNumericComparisons(true), cel.OptionalTypes())
	if err != nil {
		return nil, err
	}
	parsed, issues := environment.Parse(expression)
	if issues.Err() != nil {
		return nil, fmt.Errorf("%s: %w", expression, issues.Err())
	}
	return environment.Program(parsed)
}
