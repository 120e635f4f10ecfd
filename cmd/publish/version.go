package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"publish/pipeline"
)

func (a *app) version() *cobra.Command {
	return a.withJSON(&cobra.Command{
		Use:   "version",
		Short: "Print the program's version",
		Args:  arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				return a.printJSON(map[string]string{"version": pipeline.Version, "system": runtime.GOOS + "/" + runtime.GOARCH})
			}
			_, err := fmt.Fprintf(a.out, "publish %s %s/%s\n", pipeline.Version, runtime.GOOS, runtime.GOARCH)
			return err
		},
	})
}
