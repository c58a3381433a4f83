"""The front door: commands, settings, places and output formats. It parses, calls and prints."""
