package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"publish": func() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// Each script is a day of somebody who uses the command: if one fails, that day goes wrong.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			checkout, err := filepath.Abs("../..")
			if err != nil {
				return err
			}
			env.Setenv("CHECKOUT", checkout)
			env.Setenv("RESOLUTIONS", filepath.Join(checkout, "..", "shared", "resolutions"))
			return nil
		},
		Cmds: commands,
	})
}
