"""The front door: commands, settings, places and output formats. It parses, calls and prints.

==================  ================================================================================
module              what it is
==================  ================================================================================
``application``     the command line as Typer sees it
``archive_folder``  which archive a command works on, and which rule chose it
``commands``        the commands, one small module each, imported only when it is called
``exits``           the exit codes of every command: part of what scripts rely on
``formats``         the forms in which answers are written; docs/output-schema.md is their contract
``indexing``        what the commands that write have in common
``ink``             drawing on a terminal: a few styles, marks, lines that wrap
``main``            where the process begins and ends
``messages``        what is said on standard error
``narrowing``       options of the commands that take a query
``option_groups``   groups of options that several commands have, named and explained in one place
``options``         options that several commands share
``program``         one command line carried out
``progress``        a line that says how far a run has come
``querying``        from the words and options of a command to one query
``samples``         the bundled sample articles, for those who have no archive yet
``settings``        the settings file: TOML, in the user's own configuration folder and nowhere else
``streams``         standard streams that work wherever the program is started
``summary``         what is said about a query
==================  ================================================================================
"""
