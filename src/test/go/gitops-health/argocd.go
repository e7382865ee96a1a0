package main

import (
	"context"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// A health check of Argo CD.
type argoCDCheck string

// Argo CD asks no script about what is being deleted.
func (check argoCDCheck) ask(object *unstructured.Unstructured) (opinion, error) {
	if object.GetDeletionTimestamp() != nil {
		return opinion{"Progressing", "Pending deletion"}, nil
	}
	health, err := run(string(check), object)
	if err != nil {
		return opinion{}, err
	}
	return opinion{text(health, "status"), text(health, "message")}, nil
}

// The actions that a discovery script of Argo CD offers, by name, and whether each of them is disabled.
func discover(script string, object *unstructured.Unstructured) (map[string]bool, error) {
	found, err := run(script, object)
	if err != nil {
		return nil, err
	}
	actions := map[string]bool{}
	found.ForEach(func(name, action lua.LValue) {
		options, isTable := action.(*lua.LTable)
		actions[lua.LVAsString(name)] = isTable && lua.LVAsBool(options.RawGetString("disabled"))
	})
	return actions, nil
}

// The object that an action script of Argo CD makes of another one.
func act(script string, object *unstructured.Unstructured) (any, error) {
	changed, err := run(script, object)
	if err != nil {
		return nil, err
	}
	return fromLua(changed), nil
}

// Argo CD gives a script a second, two libraries, and of a third one the functions about time.
func run(script string, object *unstructured.Unstructured) (*lua.LTable, error) {
	state := lua.NewState(lua.Options{SkipOpenLibs: true})
	defer state.Close()
	limited, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	state.SetContext(limited)
	for _, library := range []struct {
		name string
		open lua.LGFunction
	}{{lua.LoadLibName, lua.OpenPackage}, {lua.BaseLibName, lua.OpenBase}, {lua.TabLibName, lua.OpenTable}, {lua.OsLibName, lua.OpenOs}} {
		state.Push(state.NewFunction(library.open))
		state.Push(lua.LString(library.name))
		state.Call(1, 0)
	}
	leaveOnlyTime(state)
	state.SetGlobal("obj", toLua(state, object.Object))
	if err := state.DoString(script); err != nil {
		return nil, err
	}
	result, isTable := state.Get(-1).(*lua.LTable)
	if !isTable {
		return nil, fmt.Errorf("the script returns no table but %s", state.Get(-1).Type())
	}
	return result, nil
}

// The library is not a global variable: scripts call require("os").
func leaveOnlyTime(state *lua.LState) {
	library := state.GetGlobal(lua.OsLibName).(*lua.LTable)
	var others []lua.LValue
	library.ForEach(func(name, _ lua.LValue) {
		if text := lua.LVAsString(name); text != "date" && text != "time" {
			others = append(others, name)
		}
	})
	for _, name := range others {
		library.RawSet(name, lua.LNil)
	}
	state.SetGlobal(lua.OsLibName, lua.LNil)
}

func text(table *lua.LTable, key string) string {
	return lua.LVAsString(table.RawGetString(key))
}

func toLua(state *lua.LState, value any) lua.LValue {
	switch value := value.(type) {
	case bool:
		return lua.LBool(value)
	case int64:
		return lua.LNumber(value)
	case float64:
		return lua.LNumber(value)
	case string:
		return lua.LString(value)
	case []any:
		table := state.NewTable()
		for _, item := range value {
			table.Append(toLua(state, item))
		}
		return table
	case map[string]any:
		table := state.NewTable()
		for key, item := range value {
			table.RawSetString(key, toLua(state, item))
		}
		return table
	default:
		return lua.LNil
	}
}

func fromLua(value lua.LValue) any {
	switch value := value.(type) {
	case lua.LBool:
		return bool(value)
	case lua.LNumber:
		return float64(value)
	case lua.LString:
		return string(value)
	case *lua.LTable:
		if value.Len() > 0 {
			var list []any
			value.ForEach(func(_, item lua.LValue) { list = append(list, fromLua(item)) })
			return list
		}
		object := map[string]any{}
		value.ForEach(func(key, item lua.LValue) { object[lua.LVAsString(key)] = fromLua(item) })
		return object
	default:
		return nil
	}
}
