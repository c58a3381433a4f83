# cython: cdivision=True
"""The best stretches of a body, by a compiled loop: see ``search.snippets``, which says what is best.

Positions are found by reading a paragraph to its end. That is so little work that, of all the
paragraphs with matches, only those are left out that have too few of them.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    Py_UNICODE_ISSPACE,
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
)

from bisect import bisect_right

from archive.analysis.folding import fold
from archive.analysis.stream import quieten
from archive.analysis.textmap import SURFACES

cdef enum:
    MAX_TOKEN_LENGTH = 64


cdef struct Piece:
    Py_ssize_t start
    Py_ssize_t position
    Py_ssize_t token_start
    Py_ssize_t token_end


cdef class Reading:
    """A paragraph read: where the surfaces lie that have some positions."""

    cdef str content
    cdef Piece* pieces
    cdef Py_ssize_t count

    def __cinit__(self, str content):
        self.content = quieten(content)
        self.count = self._count()
        self.pieces = <Piece*>PyMem_Malloc((self.count + 1) * sizeof(Piece))
        if self.pieces == NULL:
            raise MemoryError
        self._read()

    def __dealloc__(self):
        PyMem_Free(self.pieces)

    cdef Py_ssize_t _count(self) noexcept:
        """Return how many pieces there are between blanks, empty ones too."""
        cdef int kind = PyUnicode_KIND(self.content)
        cdef const void* data = PyUnicode_DATA(self.content)
        cdef Py_ssize_t at, count = 1
        for at in range(PyUnicode_GET_LENGTH(self.content)):
            count += Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at))
        return count

    cdef int _read(self) except -1:
        cdef int kind = PyUnicode_KIND(self.content)
        cdef const void* data = PyUnicode_DATA(self.content)
        cdef Py_ssize_t size = PyUnicode_GET_LENGTH(self.content), at = 0, start = 0
        cdef Py_ssize_t position = 0
        cdef Piece* piece = self.pieces
        while at <= size:
            if at == size or Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
                piece.start = start
                piece.position = position
                position += self._width(kind, data, piece, at)
                piece += 1
                start = at + 1
            at += 1
        piece.start = size + 1
        piece.position = position
        return 0

    cdef Py_ssize_t _width(
        self, int kind, const void* data, Piece* piece, Py_ssize_t end
    ) except -1:
        """Return how many positions a piece takes; note where its token lies if it is plain.

        Plain is a single word of ASCII between marks, or such a word with a possessive.
        """
        cdef Py_ssize_t at = piece.start, first, last
        while at < end and is_mark(PyUnicode_READ(kind, data, at)):
            at += 1
        if at == end:
            piece.token_start = piece.token_end = 0
            return 0
        first = at
        while at < end and is_alphanumeric(PyUnicode_READ(kind, data, at)):
            at += 1
        last = at
        if end - at >= 2 and <unsigned int>PyUnicode_READ(kind, data, at + 1) | 0x20 == c's':
            if <unsigned int>PyUnicode_READ(kind, data, at) in (0x27, 0x2019):
                at += 2
        while at < end and is_mark(PyUnicode_READ(kind, data, at)):
            at += 1
        if at == end and 0 < last - first <= MAX_TOKEN_LENGTH:
            piece.token_start = first - piece.start
            piece.token_end = last - piece.start
            return 1
        piece.token_end = -1
        return SURFACES[self.content[piece.start:end]].width

    cdef Py_ssize_t _number(self, Py_ssize_t position) noexcept:
        """Return the number of the last surface that begins at a position or before it."""
        cdef Py_ssize_t low = 0, high = self.count, middle
        while low < high:
            middle = (low + high) >> 1
            if self.pieces[middle].position <= position:
                low = middle + 1
            else:
                high = middle
        return max(low - 1, 0)

    cdef tuple _token(self, Py_ssize_t position):
        """Return where the token at a position begins and ends."""
        cdef Py_ssize_t number = self._number(position)
        cdef Piece* piece = &self.pieces[number]
        if piece.token_end >= 0:
            if piece.position == position:
                return piece.start + piece.token_start, piece.start + piece.token_end
            return piece.start, piece.start
        surface = SURFACES[self.content[piece.start : self.pieces[number + 1].start - 1]]
        for _, offset, start, end in surface.tokens:
            if piece.position + offset == position:
                return piece.start + start, piece.start + end
        return piece.start, piece.start

    cdef Py_ssize_t opening(self):
        """Return the code point at which the first surface begins."""
        return len(self.content) - len(self.content.lstrip())

    cdef Py_ssize_t start(self, Py_ssize_t position):
        """Return the code point at which the surface with a position begins."""
        return self.pieces[self._number(position)].start

    cdef tuple characters(self, Py_ssize_t first, Py_ssize_t last):
        """Return the stretch of text from position ``first`` to before position ``last``."""
        start, end = self._token(first)
        if last - first > 1:
            _, end = self._token(last - 1)
        return start, max(start, end)


cdef inline bint is_alphanumeric(unsigned int code) noexcept:
    return c'0' <= code <= c'9' or c'a' <= (code | 0x20) <= c'z'


cdef inline bint is_mark(unsigned int code) noexcept:
    """Say whether a character is certainly neither a letter nor a digit."""
    if code < 0x80:
        return not is_alphanumeric(code)
    return code in (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026)


def best_windows(
    list paragraphs, list openings, list sentences, dict spans, cut_words, int most, int longest
):
    """Return the best stretches of a body, in order, as numbers of the paragraph and code points.

    ``openings`` are the positions at which the paragraphs begin, ``sentences`` those of all
    sentences, ``spans`` the matches by the number of their paragraph. A stretch is (paragraph,
    start, end, opens, closes, marks): whether it begins and ends as a sentence does, and the code
    points of its matches in the paragraph. At most ``most`` are returned, of ``longest`` code
    points each; longer sentences are cut by ``cut_words``.
    """
    cdef list best = []
    cdef Py_ssize_t hope, number
    for hope, number in sorted([(-len(here), number) for number, here in spans.items()]):
        if len(best) == most and best[most - 1][0] < (hope, number, 0):
            break
        best += windows_of(
            number, paragraphs[number], openings, sentences, spans[number], cut_words, longest
        )
        best = chosen(best, most)
    best.sort(key=place_of)
    return [window[1] for window in best]


def place_of(window):
    """Return what windows are ordered by to be shown."""
    return window[0][1:]


cdef list chosen(list windows, int most):
    """Return the best of some windows that do not overlap, the best first.

    A window that is left out stays so when others come: windows overlap within a paragraph only,
    and those of a paragraph come together.
    """
    cdef list found = []
    windows.sort()
    for window in windows:
        for other in found:
            if overlap(window[1], other[1]):
                break
        else:
            found.append(window)
            if len(found) == most:
                break
    return found


cdef bint overlap(tuple one, tuple other):
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


cdef list windows_of(
    Py_ssize_t number,
    str content,
    list openings,
    list sentences,
    list spans,
    cut_words,
    Py_ssize_t longest,
):
    """Return the windows of a paragraph, each behind its rank: the least is the best."""
    cdef Reading reading = Reading(content)
    cdef Py_ssize_t opening = openings[number], end = -1, first, last
    cdef Py_ssize_t begin = bisect_right(sentences, opening - 1), after = len(sentences)
    cdef list windows = [], marks
    if number + 1 < len(openings):
        after = bisect_right(sentences, <Py_ssize_t>openings[number + 1] - 1)
    cdef list own = [position - opening for position in sentences[begin:after]]
    for first, last in spans:
        mark = reading.characters(first - opening, last - opening)
        if mark[1] > end or not windows:
            stretch = around(
                reading, content, own, first - opening, last - opening, mark, cut_words, longest
            )
            end = stretch[1]
            marks = []
            windows.append((stretch, marks))
        marks.append(mark)
    return [
        (
            (-variety(content, marks), number, start),
            (number, start, stop, opens, closes, marks),
        )
        for (start, stop, opens, closes), marks in windows
    ]


cdef Py_ssize_t variety(str content, list marks):
    """Return how many different words or phrases are marked."""
    if len(marks) == 1:
        return 1
    return len({fold(content[start:end]) for start, end in marks})


cdef tuple around(
    Reading reading,
    str content,
    list sentences,
    Py_ssize_t first,
    Py_ssize_t last,
    tuple mark,
    cut_words,
    Py_ssize_t longest,
):
    """Return the stretch to show around a match: its sentence, and the next while they fit."""
    cdef Py_ssize_t sentence = max(<Py_ssize_t>bisect_right(sentences, first) - 1, 0)
    cdef Py_ssize_t after = bisect_right(sentences, max(last - 1, first))
    cdef Py_ssize_t count = len(sentences), end = len(content), limit, following
    cdef Py_ssize_t start = reading.start(sentences[sentence]) if sentence else reading.opening()
    start = min(start, <Py_ssize_t>mark[0])
    if end - start > longest and after < count:
        end = reading.start(sentences[after])
        for following in range(after + 1, count + 1):
            limit = len(content)
            if following < count:
                limit = reading.start(sentences[following])
            if limit - start > longest:
                break
            end = limit
    end = start + len(content[start:end].rstrip())
    if end - start <= longest:
        return start, end, True, True
    left, right = cut_words(content, start, end, mark[0], mark[1])
    return left, right, left == start, right == end
