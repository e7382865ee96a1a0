package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"

	"golang.org/x/time/rate"
)

const maxAnswer = 1 << 20

// api calls the Lumenia API for one account.
type api struct {
	client  *http.Client
	baseURL string
	account string
	token   string
	limiter *rate.Limiter
}

func newAPI(baseURL, account, token string, connections, requestsPerMinute int) *api {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = connections
	limit := rate.Inf
	if requestsPerMinute > 0 {
		limit = rate.Limit(float64(requestsPerMinute) / 60)
	}
	return &api{
		client:  &http.Client{Transport: transport, Timeout: 10 * time.Second},
		baseURL: baseURL,
		account: account,
		token:   token,
		limiter: rate.NewLimiter(limit, 1),
	}
}

// assistant reads the live assistant of a workspace.
func (a *api) assistant(ctx context.Context, workspace string) (map[string]any, error) {
	var answer struct {
		Assistant map[string]any `json:"assistant"`
	}
	err := a.call(ctx, http.MethodGet, workspace, nil, &answer)
	return answer.Assistant, err
}

// update sends the given fields, and only those.
func (a *api) update(ctx context.Context, workspace string, fields map[string]any) error {
	body, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	return a.call(ctx, http.MethodPatch, workspace, body, nil)
}

func (a *api) call(ctx context.Context, method, workspace string, body []byte, answer any) error {
	if err := a.limiter.Wait(ctx); err != nil {
		return err
	}
	url := fmt.Sprintf("%s/api/v1/workspace/%s/voice-integration/assistant", a.baseURL, hex.EncodeToString([]byte(workspace)))
	request, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+a.token)
	request.Header.Set("X-Account-Id", a.account)
	request.Header.Set("Content-Type", "application/json")
	response, err := a.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s: %s", method, url, response.Status, text)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}
