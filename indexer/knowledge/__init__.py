"""What every part of the indexer knows of news: days, places, agencies, names of people.

One module for each, used by readers, HTML, fielding and quotations alike, so that a date or an
author means the same wherever a file gives it. Nothing here knows of a file or a format.
"""
