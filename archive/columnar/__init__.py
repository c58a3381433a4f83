"""The archive on disk, as arrays: see whoosh_codec for the way Whoosh sees it."""
