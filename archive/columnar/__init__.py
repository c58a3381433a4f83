"""The archive on disk, as arrays: see whoosh_segment for the way Whoosh sees it."""
