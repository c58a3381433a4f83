"""Readers: a file in, its articles out as records.

``read_records`` tells the format by the content and gives the file to the reader of that format;
each is a module of its own, loaded when its format is first met.
"""

from newssearch.indexer.readers.read import read_records

__all__ = ["read_records"]
