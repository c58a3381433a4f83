"""The forms in which answers are written; docs/output-schema.md is their contract."""
