"""The command line: commands, settings, paths and output formats. It parses, calls and prints.

==================  ================================================================================
module              what it is
==================  ================================================================================
``application``     the command line as a Typer group
``archive_folder``  which archive a command works on, and what chose it
``checkup``         what ``doctor`` looks at: the program, the machine and the archive
``commands``        the commands, one small module each, imported only when called
``completing``      what the shell completes: fields, and values that the archive holds
``concordance``     options of ``query --kwic`` that make it a concordance, and its output
``exits``           the exit codes of every command: scripts rely on them
``first_contact``   what to do next, for those who have just begun
``formats``         the output formats; docs/output-schema.md is their contract
``indexing``        what the commands that write have in common
``ink``             terminal output: a few styles, highlighting, wrapped lines
``main``            the start and the end of the process
``messages``        messages on standard error
``narrowing``       options of the commands that take a query
``option_groups``   groups of options that several commands share
``options``         options that several commands share
``plot``            curves as a figure in a file, by Matplotlib
``program``         runs one command line
``progress``        the progress line of what takes longer than a moment
``query_lists``     lists of queries from files and standard input
``querying``        turns the words and options of a command into one query
``recording``       the file of records that --record appends to and replay reads
``samples``         the bundled sample articles, for those who have no archive yet
``saved_folder``    where the saved queries of an archive are kept
``settings``        the settings file: TOML, in the user's own configuration folder and nowhere else
``streams``         standard streams that work wherever the program is started
``summary``         the summary of a query
``word_tables``     what the commands that count words have in common
==================  ================================================================================
"""
