package main

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

type reconciler struct {
	client client.Client
	api    *api
	resync time.Duration
}

// Reconcile implements reconcile.Reconciler.
func (r *reconciler) Reconcile(ctx context.Context, request ctrl.Request) (ctrl.Result, error) {
	var assistant Assistant
	if err := r.client.Get(ctx, request.NamespacedName, &assistant); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	syncErr := r.sync(ctx, &assistant.Spec)
	if err := r.report(ctx, &assistant, syncErr); err != nil {
		return ctrl.Result{}, client.IgnoreNotFound(err)
	}
	return ctrl.Result{RequeueAfter: wait.Jitter(r.resync, 0.1)}, syncErr
}

// sync changes the live assistant where it differs from the spec.
func (r *reconciler) sync(ctx context.Context, spec *AssistantSpec) error {
	live, err := r.api.assistant(ctx, spec.Workspace)
	if err != nil {
		return err
	}
	desired, err := fields(spec)
	if err != nil {
		return err
	}
	for name, value := range desired {
		if reflect.DeepEqual(value, live[name]) {
			delete(desired, name)
		}
	}
	if len(desired) == 0 {
		return nil
	}
	ctrl.LoggerFrom(ctx).Info("updating the assistant", "fields", len(desired))
	return r.api.update(ctx, spec.Workspace, desired)
}

// fields returns what the spec declares, in the form of the API.
func fields(spec *AssistantSpec) (map[string]any, error) {
	text, err := json.Marshal(spec)
	if err != nil {
		return nil, err
	}
	var declared map[string]any
	err = json.Unmarshal(text, &declared)
	delete(declared, "workspace")
	return declared, err
}

// report writes the status if it has changed.
func (r *reconciler) report(ctx context.Context, assistant *Assistant, syncErr error) error {
	before := assistant.DeepCopy()
	ready := metav1.Condition{
		Type:               "Ready",
		Status:             metav1.ConditionTrue,
		Reason:             "Synced",
		Message:            "The live assistant matches the spec.",
		ObservedGeneration: assistant.Generation,
	}
	if syncErr != nil {
		ready.Status, ready.Reason, ready.Message = metav1.ConditionFalse, "Failed", syncErr.Error()
	}
	assistant.Status.ObservedGeneration = assistant.Generation
	meta.SetStatusCondition(&assistant.Status.Conditions, ready)
	if equality.Semantic.DeepEqual(before.Status, assistant.Status) {
		return nil
	}
	return r.client.Status().Patch(ctx, assistant, client.MergeFrom(before))
}
