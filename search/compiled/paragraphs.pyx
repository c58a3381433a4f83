# cython: cdivision=True
"""Reading a paragraph: from positions to code points, as ``archive.analysis.textmap`` does."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    Py_UNICODE_ISSPACE,
    PyUnicode_DATA,
    PyUnicode_GET_LENGTH,
    PyUnicode_KIND,
    PyUnicode_READ,
)
from libc.stdint cimport uint8_t, uint16_t, uint32_t

from newssearch.archive.analysis.characters import BLANK as _BLANK
from newssearch.archive.analysis.characters import NEWLINE as _NEWLINE
from newssearch.archive.analysis.characters import UNSEGMENTED_RANGES, WORD, class_of
from newssearch.archive.analysis.stream import quieten
from newssearch.archive.analysis.surfaces import MAX_TOKEN_LENGTH as _MAX_TOKEN_LENGTH
from newssearch.archive.analysis.surfaces import surfaces_of
from newssearch.archive.analysis.textmap import SURFACES

cdef Py_ssize_t MAX_TOKEN_LENGTH = _MAX_TOKEN_LENGTH
cdef uint32_t FIRST_UNSEGMENTED = UNSEGMENTED_RANGES[0][0]

ctypedef fused Character:
    uint8_t
    uint16_t
    uint32_t


cdef enum SurfaceKind:
    BLANK  # and what comes after the end
    MARK  # certainly neither a letter nor a digit
    ALPHANUMERIC  # of ASCII
    OTHER


cdef class Reading:
    """A paragraph that is read: where the surfaces with given positions are.

    ``opening`` is the code point at which the first surface begins, ``size`` the number of code
    points.
    """

    def __cinit__(self, str content):
        if "\n" in content or content.isupper():
            content = quieten(content)
        self.content = content
        self.kind = PyUnicode_KIND(content)
        self.data = PyUnicode_DATA(content)
        self.size = PyUnicode_GET_LENGTH(content)
        self._read()

    def __dealloc__(self):
        PyMem_Free(self.pieces)

    cdef bint is_blank(self, Py_ssize_t at) noexcept:
        return Py_UNICODE_ISSPACE(PyUnicode_READ(self.kind, self.data, at))

    cdef int _read_surfaces(self) except -1:
        """Find where the surfaces are, splitting the text as the specification does."""
        cdef list found = list(surfaces_of(self.content))
        cdef Py_ssize_t position = 0, start, end
        cdef Piece* piece
        self.count = len(found)
        self.opening = found[0][0] if found else self.size
        self.pieces = <Piece*>PyMem_Malloc((self.count + 1) * sizeof(Piece))
        if self.pieces == NULL:
            raise MemoryError
        piece = self.pieces
        for start, end in found:
            piece.start = start
            piece.end = end
            piece.position = position
            piece.token_end = -1
            position += <Py_ssize_t>SURFACES[self.content[start:end]].width
            piece += 1
        piece.start = piece.end = self.size + 1
        piece.position = position
        return 0

    cdef int _read(self) except -1:
        if self.kind == 1:
            return read_pieces(self, <const uint8_t*>self.data)
        if self.kind == 2:
            return read_pieces(self, <const uint16_t*>self.data)
        return read_pieces(self, <const uint32_t*>self.data)

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

    cdef int _token(self, Py_ssize_t position, Py_ssize_t* start, Py_ssize_t* end) except -1:
        """Find where the token at a position begins and ends."""
        cdef Py_ssize_t number = self._number(position), offset, first, last
        cdef Piece* piece = &self.pieces[number]
        start[0] = end[0] = piece.start
        if piece.token_end >= 0:
            if piece.position == position:
                start[0] = piece.start + piece.token_start
                end[0] = piece.start + piece.token_end
            return 0
        surface = SURFACES[self.content[piece.start : piece.end]]
        for _, offset, first, last, _ in surface.tokens:
            if piece.position + offset == position:
                start[0] = piece.start + first
                end[0] = piece.start + last
                break
        return 0

    cdef Py_ssize_t surface_start(self, Py_ssize_t position) noexcept:
        """Return the code point at which the surface with a position begins."""
        return self.pieces[self._number(position)].start

    cdef int find(self, MatchSpan* match, Py_ssize_t opening) except -1:
        """Set the code points of a match; the paragraph begins at the position ``opening``."""
        cdef Py_ssize_t start
        self._token(match.first - opening, &match.start, &match.end)
        if match.last - match.first > 1:
            self._token(match.last - 1 - opening, &start, &match.end)
        match.end = max(match.start, match.end)
        return 0

    cdef Py_ssize_t stripped(self, Py_ssize_t start, Py_ssize_t end) noexcept:
        """Return the end of a stretch, less the blanks there."""
        while end > start and self.is_blank(end - 1):
            end -= 1
        return max(start, end)


def characters_of(str content, list spans):
    """Return the code points of spans of positions in a paragraph, in the order of the spans."""
    cdef Reading reading = Reading(content)
    cdef MatchSpan match
    cdef list found = []
    for match.first, match.last in spans:
        reading.find(&match, 0)
        found.append((match.start, match.end))
    return found


cdef int read_pieces(Reading reading, const Character* data) except -1:
    """Find where the pieces between blanks are, empty ones too.

    These are the surfaces of a text, unless it has letters of scripts without spaces.
    """
    cdef Py_ssize_t size = reading.size, at, start = 0, position = 0
    reading.count = 1
    for at in range(size):
        if Character is not uint8_t:
            if data[at] >= FIRST_UNSEGMENTED and not 0x2000 <= data[at] < 0x2E80:
                return reading._read_surfaces()
        reading.count += kind_of(data[at]) == BLANK
    reading.pieces = <Piece*>PyMem_Malloc((reading.count + 1) * sizeof(Piece))
    if reading.pieces == NULL:
        raise MemoryError
    while reading.opening < size and kind_of(data[reading.opening]) == BLANK:
        reading.opening += 1
    cdef Piece* piece = reading.pieces
    while start <= size:
        piece.start = start
        piece.position = position
        at = plain_end(data, size, piece)
        if piece.token_end >= 0:
            position += piece.token_end > 0
        else:
            while at < size and kind_of(data[at]) != BLANK:
                at += 1
            position += <Py_ssize_t>SURFACES[reading.content[start:at]].width
        piece.end = at
        piece += 1
        start = at + 1
    piece.start = piece.end = size + 1
    piece.position = position
    return 0


cdef Py_ssize_t plain_end(const Character* data, Py_ssize_t size, Piece* piece) noexcept:
    """Read a plain piece, and note where its token is; return its end.

    Plain is a single word of ASCII between marks, or such a word with a possessive, or nothing
    but marks. Of others a part is read, and the end of the token set to -1; these are
    split by the specification.
    """
    cdef Py_ssize_t at = piece.start, first, last
    while at < size and kind_of(data[at]) == MARK:
        at += 1
    piece.token_start = piece.token_end = 0
    if at == size or kind_of(data[at]) == BLANK:
        return at
    first = at
    while at < size and kind_of(data[at]) == ALPHANUMERIC:
        at += 1
    last = at
    if at + 1 < size and data[at + 1] | 0x20 == c's' and (data[at] == 0x27 or data[at] == 0x2019):
        at += 2
    while at < size and kind_of(data[at]) == MARK:
        at += 1
    piece.token_end = -1
    if (at == size or kind_of(data[at]) == BLANK) and 0 < last - first <= MAX_TOKEN_LENGTH:
        piece.token_start = first - piece.start
        piece.token_end = last - piece.start
    return at


cdef inline SurfaceKind kind_of(Character code) noexcept:
    if code < 0x80:
        return KINDS[code]
    if Py_UNICODE_ISSPACE(code):
        return BLANK
    if Character is not uint8_t:
        if code in (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026):
            return MARK
    return OTHER


cdef SurfaceKind[0x80] KINDS
for _code in range(0x80):
    KINDS[_code] = MARK
    if class_of(chr(_code)) in (_BLANK, _NEWLINE):
        KINDS[_code] = BLANK
    elif class_of(chr(_code)) == WORD:
        KINDS[_code] = ALPHANUMERIC
