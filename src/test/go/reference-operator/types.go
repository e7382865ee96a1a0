package main

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var groupVersion = schema.GroupVersion{Group: "reference.voice.lumenia.net", Version: "v1"}

// Assistant declares the voice assistant of a workspace.
type Assistant struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	Spec   AssistantSpec   `json:"spec"`
	Status AssistantStatus `json:"status,omitempty"`
}

// AssistantSpec has the fields of the API, all optional but the workspace.
type AssistantSpec struct {
	Workspace            string        `json:"workspace"`
	FirstMessage         string        `json:"firstMessage,omitempty"`
	Prompt               string        `json:"prompt,omitempty"`
	Voice                *Voice        `json:"voice,omitempty"`
	Transcriber          *Transcriber  `json:"transcriber,omitempty"`
	FallbackVoices       []Voice       `json:"fallbackVoices,omitempty"`
	FallbackTranscribers []Transcriber `json:"fallbackTranscribers,omitempty"`
}

// Voice is what the assistant speaks with.
type Voice struct {
	Provider string `json:"provider,omitempty"`
	VoiceID  string `json:"voiceId,omitempty"`
	Model    string `json:"model,omitempty"`
}

// Transcriber is what the assistant hears with.
type Transcriber struct {
	Provider string `json:"provider,omitempty"`
	Model    string `json:"model,omitempty"`
	Language string `json:"language,omitempty"`
}

// AssistantStatus has the condition Ready.
type AssistantStatus struct {
	ObservedGeneration int64              `json:"observedGeneration,omitempty"`
	Conditions         []metav1.Condition `json:"conditions,omitempty"`
}

// AssistantList is a list of Assistants.
type AssistantList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []Assistant `json:"items"`
}

func addToScheme(scheme *runtime.Scheme) error {
	scheme.AddKnownTypes(groupVersion, &Assistant{}, &AssistantList{})
	metav1.AddToGroupVersion(scheme, groupVersion)
	return nil
}
