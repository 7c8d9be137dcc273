"""The built-in rules, one file each; the file's name is the rule's, with dashes."""
