# cython: cdivision=True
"""The best stretches of a body, by a compiled loop: ``search.local.snippets`` says what is best.

Positions are found by reading a paragraph to its end. That is so little work that all paragraphs
with matches are read, except those with too few of them.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport Py_UNICODE_ISSPACE
from libc.stdlib cimport qsort

from newssearch.search.compiled.paragraphs cimport MatchSpan, Reading

from newssearch.archive.analysis.folding import fold
from newssearch.search.ast import Span

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_FindChar(
        str text, Py_UCS4 wanted, Py_ssize_t start, Py_ssize_t end, int direction
    ) except -2


cdef struct ParagraphSpan:
    Py_ssize_t start
    Py_ssize_t end


cdef struct MatchGroup:
    Py_ssize_t number  # of a paragraph
    Py_ssize_t first  # of its matches
    Py_ssize_t after


cdef struct Window:
    Py_ssize_t variety
    Py_ssize_t number
    Py_ssize_t start
    Py_ssize_t stop
    Py_ssize_t first
    Py_ssize_t after
    bint opens
    bint closes


def best_stretches(
    str content,
    list openings,
    list sentences,
    list spans,
    int most,
    Py_ssize_t longest,
    tuple ellipses,
    flat,
):
    """Return the texts of the best stretches of a body, in order, each with its matches in it.

    ``openings`` are the positions at which paragraphs begin, ``sentences`` those of sentences, of
    the whole entry; the last ones are those of the body, whose ``content`` has a paragraph for each
    of these. ``spans`` are the matches in their order. At most ``most`` stretches are returned, of
    ``longest`` code points each. The ``ellipses`` are put before and after those that do not begin
    or end as a sentence does; ``flat`` replaces other blanks of a text by spaces.

    Raises:
        IndexError: there are more paragraphs than openings, or a match comes before the body.
    """
    cdef Finder finder = Finder(content, openings, sentences, spans, most, longest)
    cdef Py_ssize_t number
    return [
        finder.shown(&finder.windows[number], ellipses, flat) for number in range(finder.choose())
    ]


cdef class Finder:
    """The matches of a body, and the windows that show them; the best ones come first."""

    cdef str content
    cdef ParagraphSpan* paragraphs
    cdef Py_ssize_t count
    cdef list openings
    cdef Py_ssize_t before
    cdef list sentences
    cdef int most
    cdef Py_ssize_t longest
    cdef Py_ssize_t groups_count
    cdef MatchSpan* matches
    cdef MatchGroup* groups
    cdef Window* windows

    def __cinit__(
        self,
        str content,
        list openings,
        list sentences,
        list spans,
        int most,
        Py_ssize_t longest,
    ):
        self.content = content
        self.openings = openings
        self.sentences = sentences
        self.most = most
        self.longest = longest
        cdef Py_ssize_t count = len(spans)
        self.matches = <MatchSpan*>PyMem_Calloc(count + 1, sizeof(MatchSpan))
        self.groups = <MatchGroup*>PyMem_Calloc(count + 1, sizeof(MatchGroup))
        self.windows = <Window*>PyMem_Calloc(count + most + 1, sizeof(Window))
        self.paragraphs = <ParagraphSpan*>PyMem_Calloc(len(openings) + 1, sizeof(ParagraphSpan))
        if self.matches == NULL or self.groups == NULL or self.windows == NULL:
            raise MemoryError
        if self.paragraphs == NULL:
            raise MemoryError
        self._split()
        self._group(spans)

    def __dealloc__(self):
        PyMem_Free(self.matches)
        PyMem_Free(self.groups)
        PyMem_Free(self.windows)
        PyMem_Free(self.paragraphs)

    cdef int _split(self) except -1:
        """Find the paragraphs that are not blank."""
        cdef Py_ssize_t start = 0, end, size = len(self.content)
        while start <= size:
            end = paragraph_end(self.content, start, size)
            if not is_blank_stretch(self.content, start, end):
                if self.count == len(self.openings):
                    raise IndexError("there are more paragraphs than openings")
                self.paragraphs[self.count].start = start
                self.paragraphs[self.count].end = end
                self.count += 1
            start = end + 2
        self.before = len(self.openings) - self.count
        return 0

    cdef int _group(self, list spans) except -1:
        """Note the matches, and which of them each paragraph has."""
        cdef Py_ssize_t at = 0, first, last, number
        cdef MatchGroup* group = self.groups - 1
        for first, last in spans:
            number = after_all(self.openings, first) - 1 - self.before
            if number < 0:
                raise IndexError("a match comes before the body")
            if group < self.groups or group.number != number:
                group += 1
                group.number = number
                group.first = at
            self.matches[at].first = first
            self.matches[at].last = last
            at += 1
            group.after = at
        self.groups_count = group + 1 - self.groups
        qsort(self.groups, self.groups_count, sizeof(MatchGroup), &compare_groups)
        return 0

    cdef Py_ssize_t choose(self) except -1:
        """Put the best windows in front, in order; return how many these are.

        Paragraphs are read while one may have a better window.
        """
        cdef Py_ssize_t kept = 0, number
        cdef Window hope
        for number in range(self.groups_count):
            hope.variety = self.groups[number].after - self.groups[number].first
            hope.number = self.groups[number].number
            hope.start = hope.stop = 0
            if kept == self.most and is_better(&self.windows[kept - 1], &hope):
                break
            kept = self._choose(self._add_windows(&self.groups[number], kept))
        qsort(self.windows, kept, sizeof(Window), &compare_places)
        return kept

    cdef tuple shown(self, Window* window, tuple ellipses, flat):
        """Return the text of a window and its matches."""
        cdef Py_ssize_t place = self.paragraphs[window.number].start
        cdef str text = self.content[place + window.start : place + window.stop]
        cdef Py_ssize_t shift = -window.start, number
        cdef list marks = []
        cdef MatchSpan* match
        if not text.isprintable():
            text = flat(text)
        if not window.opens:
            text = ellipses[0] + text
            shift += len(<str>ellipses[0])
        if not window.closes:
            text += <str>ellipses[1]
        for number in range(window.first, window.after):
            match = &self.matches[number]
            if match.start < window.stop:
                mark = match.start + shift, min(match.end, window.stop) + shift
                marks.append(tuple.__new__(Span, mark))
        return text, tuple(marks)

    cdef Py_ssize_t _choose(self, Py_ssize_t count) noexcept:
        """Put the best windows that do not overlap in front; return how many these are.

        A window that is left out stays so when others come: windows overlap within a paragraph
        only, and those of a paragraph come together.
        """
        cdef Py_ssize_t kept = 0, at, least
        cdef Window window
        while kept < self.most:
            least = -1
            for at in range(kept, count):
                if least < 0 or is_better(&self.windows[at], &self.windows[least]):
                    if not self._overlaps(&self.windows[at], kept):
                        least = at
            if least < 0:
                break
            window = self.windows[least]
            self.windows[least] = self.windows[kept]
            self.windows[kept] = window
            kept += 1
        return kept

    cdef bint _overlaps(self, Window* window, Py_ssize_t kept) noexcept:
        cdef Py_ssize_t at
        cdef Window* other
        for at in range(kept):
            other = &self.windows[at]
            if other.number == window.number:
                if window.start < other.stop and other.start < window.stop:
                    return True
        return False

    cdef Py_ssize_t _add_windows(self, MatchGroup* group, Py_ssize_t count) except -1:
        """Add the windows of a paragraph to the first ``count``; return how many there are."""
        cdef ParagraphSpan* paragraph = &self.paragraphs[group.number]
        cdef str content = self.content[paragraph.start : paragraph.end]
        cdef Reading reading = Reading(content)
        cdef Py_ssize_t place = self.before + group.number, opening = self.openings[place]
        cdef Py_ssize_t at, number
        cdef Py_ssize_t first = after_all(self.sentences, opening - 1), after = len(self.sentences)
        cdef MatchSpan* match
        cdef Window* window = NULL
        if place + 1 < len(self.openings):
            after = after_all(self.sentences, <Py_ssize_t>self.openings[place + 1] - 1)
        for at in range(group.first, group.after):
            match = &self.matches[at]
            reading.find(match, opening)
            if window == NULL or match.end > window.stop:
                window = &self.windows[count]
                count += 1
                window.number = group.number
                window.first = at
                self._open(reading, window, match, opening, first, max(after, first))
            window.after = at + 1
        for number in range(count):
            window = &self.windows[number]
            if window.number == group.number:
                window.variety = self._variety(content, window)
        return count

    cdef int _open(
        self,
        Reading reading,
        Window* window,
        MatchSpan* match,
        Py_ssize_t opening,
        Py_ssize_t first,
        Py_ssize_t after,
    ) except -1:
        """Set the ends of a window around a match: its sentence, and the next while they fit.

        The sentences of the paragraph are those from ``first`` to before ``after``.
        """
        cdef list sentences = self.sentences
        cdef Py_ssize_t size = reading.size, end = size, start = reading.opening, limit, next_one
        cdef Py_ssize_t own = after_all(sentences, match.first) - 1
        if first < own < after:
            start = reading.surface_start(<Py_ssize_t>sentences[own] - opening)
        elif own >= after > first + 1:
            start = reading.surface_start(<Py_ssize_t>sentences[after - 1] - opening)
        start = min(start, match.start)
        next_one = max(after_all(sentences, max(match.last - 1, match.first)), first)
        if end - start > self.longest and next_one < after:
            end = reading.surface_start(<Py_ssize_t>sentences[next_one] - opening)
            while next_one < after:
                next_one += 1
                limit = size
                if next_one < after:
                    limit = reading.surface_start(<Py_ssize_t>sentences[next_one] - opening)
                if limit - start > self.longest:
                    break
                end = limit
        end = reading.stripped(start, end)
        window.start = start
        window.stop = end
        window.opens = window.closes = True
        if end - start > self.longest:
            self._cut_at_words(reading, window, match)
            window.opens = window.start == start
            window.closes = window.stop == end
        return 0

    cdef int _cut_at_words(self, Reading reading, Window* window, MatchSpan* match) except -1:
        """Cut a long window at words as ``snippets._words_around`` does."""
        cdef Py_ssize_t longest = self.longest, last = window.stop, space, right
        cdef Py_ssize_t start = match.start, end = match.end
        cdef Py_ssize_t left = start - max(longest - (end - start), 0) // 3
        left = max(window.start, left)
        if left + longest >= last:
            left = max(window.start, min(start, last - longest))
        if left > window.start and not reading.is_blank(left - 1):
            space = reading.content.find(" ", left, start)
            left = space + 1 if space >= 0 else start
        right = min(last, left + longest)
        if right < last and not reading.is_blank(right):
            space = reading.content.rfind(" ", min(end, right), right)
            right = space if space >= 0 else max(min(end, right), left + 1)
            if end > right and space < 0:
                right = min(last, left + longest)
        window.start = left
        window.stop = reading.stripped(left, right)
        return 0

    cdef Py_ssize_t _variety(self, str content, Window* window) except -1:
        """Return how many different words or phrases a window marks."""
        cdef Py_ssize_t at
        if window.after == window.first + 1:
            return 1
        cdef set found = set()
        for at in range(window.first, window.after):
            found.add(content[self.matches[at].start : self.matches[at].end])
        return 1 if len(found) == 1 else len(set(map(fold, found)))


cdef int compare_groups(const void* one, const void* other) noexcept nogil:
    """Order paragraphs by how many matches they have, those with most first, then by number."""
    cdef const MatchGroup* left = <const MatchGroup*>one
    cdef const MatchGroup* right = <const MatchGroup*>other
    cdef Py_ssize_t difference = (right.after - right.first) - (left.after - left.first)
    if difference == 0:
        difference = left.number - right.number
    return (difference > 0) - (difference < 0)


cdef int compare_places(const void* one, const void* other) noexcept nogil:
    """Order windows as they occur in the body."""
    cdef const Window* left = <const Window*>one
    cdef const Window* right = <const Window*>other
    cdef Py_ssize_t difference = left.number - right.number
    if difference == 0:
        difference = left.start - right.start
    return (difference > 0) - (difference < 0)


cdef bint is_better(Window* one, Window* other) noexcept:
    """Tell whether a window ranks before another."""
    if one.variety != other.variety:
        return one.variety > other.variety
    if one.number != other.number:
        return one.number < other.number
    if one.start != other.start:
        return one.start < other.start
    return one.stop < other.stop


cdef Py_ssize_t after_all(list values, Py_ssize_t value) except -1:
    """Return how many of some ascending numbers are not greater than ``value``."""
    cdef Py_ssize_t low = 0, high = len(values), middle
    while low < high:
        middle = (low + high) >> 1
        if <Py_ssize_t>values[middle] <= value:
            low = middle + 1
        else:
            high = middle
    return low


cdef Py_ssize_t paragraph_end(str content, Py_ssize_t start, Py_ssize_t size) except -2:
    """Return where the paragraph from ``start`` on ends: before a blank line."""
    cdef Py_ssize_t at = PyUnicode_FindChar(content, c"\n", start, size, 1)
    while 0 <= at < size - 1:
        if content[at + 1] == u"\n":
            return at
        at = PyUnicode_FindChar(content, c"\n", at + 1, size, 1)
    return size


cdef bint is_blank_stretch(str content, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef Py_ssize_t at
    for at in range(start, end):
        if not Py_UNICODE_ISSPACE(content[at]):
            return False
    return True
