// The reference for bench/fleet: the least that an operator for voice assistants can do with controller-runtime. For each
// assistant it sends a GET, a PATCH if the live assistant differs, and a status patch if the status changes. It has no events,
// no revisions, no proof after a PATCH and no leader election.
package main

import (
	"flag"
	"os"
	"time"

	"k8s.io/apimachinery/pkg/runtime"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/builder"
	"sigs.k8s.io/controller-runtime/pkg/controller"
	"sigs.k8s.io/controller-runtime/pkg/healthz"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	"sigs.k8s.io/controller-runtime/pkg/predicate"
)

func main() {
	baseURL := flag.String("base-url", "", "base URL of the Lumenia API")
	account := flag.String("account", "", "account of all workspaces; LUMENIA_TOKEN is its token")
	workers := flag.Int("workers", 64, "concurrent reconciles")
	resync := flag.Duration("resync", time.Minute, "interval of checks of each live assistant, plus up to a tenth")
	requestsPerMinute := flag.Int("requests-per-minute", 0, "most requests to the Lumenia API; 0 is no limit")
	probes := flag.String("probe-address", ":8081", "address of /healthz and /readyz")
	metrics := flag.String("metrics-address", ":8080", "address of /metrics")
	flag.Parse()

	ctrl.SetLogger(zap.New())
	api := newAPI(*baseURL, *account, os.Getenv("LUMENIA_TOKEN"), *workers, *requestsPerMinute)
	if err := run(api, *workers, *resync, *probes, *metrics); err != nil {
		ctrl.Log.Error(err, "cannot run")
		os.Exit(1)
	}
}

func run(api *api, workers int, resync time.Duration, probes, metrics string) error {
	config, err := ctrl.GetConfig()
	if err != nil {
		return err
	}
	scheme := runtime.NewScheme()
	if err := addToScheme(scheme); err != nil {
		return err
	}
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Scheme:                 scheme,
		HealthProbeBindAddress: probes,
		Metrics:                server.Options{BindAddress: metrics},
	})
	if err != nil {
		return err
	}
	if err := manager.AddReadyzCheck("ping", healthz.Ping); err != nil {
		return err
	}
	err = ctrl.NewControllerManagedBy(manager).
		For(&Assistant{}, builder.WithPredicates(predicate.GenerationChangedPredicate{})).
		WithOptions(controller.Options{MaxConcurrentReconciles: workers}).
		Complete(&reconciler{client: manager.GetClient(), api: api, resync: resync})
	if err != nil {
		return err
	}
	return manager.Start(ctrl.SetupSignalHandler())
}
