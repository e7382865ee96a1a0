package main

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// DeepCopy returns a copy that shares nothing with the original.
func (in *Assistant) DeepCopy() *Assistant {
	out := new(Assistant)
	in.copyInto(out)
	return out
}

// DeepCopyObject implements runtime.Object.
func (in *Assistant) DeepCopyObject() runtime.Object {
	return in.DeepCopy()
}

// DeepCopyObject implements runtime.Object.
func (in *AssistantList) DeepCopyObject() runtime.Object {
	out := &AssistantList{TypeMeta: in.TypeMeta, Items: make([]Assistant, len(in.Items))}
	in.ListMeta.DeepCopyInto(&out.ListMeta)
	for i := range in.Items {
		in.Items[i].copyInto(&out.Items[i])
	}
	return out
}

func (in *Assistant) copyInto(out *Assistant) {
	*out = *in
	in.ObjectMeta.DeepCopyInto(&out.ObjectMeta)
	if in.Spec.Voice != nil {
		out.Spec.Voice = new(*in.Spec.Voice)
	}
	if in.Spec.Transcriber != nil {
		out.Spec.Transcriber = new(*in.Spec.Transcriber)
	}
	out.Spec.FallbackVoices = slices.Clone(in.Spec.FallbackVoices)
	out.Spec.FallbackTranscribers = slices.Clone(in.Spec.FallbackTranscribers)
	if in.Status.Conditions != nil {
		out.Status.Conditions = make([]metav1.Condition, len(in.Status.Conditions))
		for i := range in.Status.Conditions {
			in.Status.Conditions[i].DeepCopyInto(&out.Status.Conditions[i])
		}
	}
}
