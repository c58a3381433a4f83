"""What every part of the indexer knows of news: days, places, agencies, names of people.

One module for each, used by readers, HTML, fielding and quotations alike, so that a date or an
author means the same wherever a file gives it. Nothing here knows of a file or a format.

=============  =====================================================================================
module         what it is
=============  =====================================================================================
``agencies``   news agencies: which names stand for a service and not for a person or a place
``authors``    who wrote it, out of what files and pages give as an author
``calendars``  years of other calendars, days in the digits and orders of other languages
``dates``      the one reader of days
``languages``  languages by their codes and names
``months``     names of months and weekdays in the languages whose dates are read
``people``     the form of people's names, as bylines and contributor lines print them
``places``     places that a dateline may name: states, countries, and the cities that stand alone
``times``      the one reader of times of day
=============  =====================================================================================
"""
