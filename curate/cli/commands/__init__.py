"""One file per command: the module's name is the command's, its `command` is what click runs."""
