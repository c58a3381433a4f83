# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Splitting ASCII surfaces into tokens: what ``archive.analysis.surfaces.analyse_surface`` does.

It is the only other implementation of that rule. A surface with an apostrophe inside a word,
except for a possessive, is left to the specification, as are all surfaces beyond ASCII. What both
need is imported.
"""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.string cimport memcpy

from newssearch.archive.analysis.characters import APOSTROPHE, WORD, class_of
from newssearch.archive.analysis.surfaces import (
    CLOSERS,
    ENDERS,
    ENDING_LENGTH as _ENDING_LENGTH,
    MAX_TOKEN_LENGTH as _MAX_TOKEN_LENGTH,
    SurfaceKind,
)
from newssearch.archive.columnar.wide_tokens import SPAN as _SPAN

LEFT = 255
"""The kind of a surface that is left to the specification."""

cdef enum:
    LONGEST_KEY = 16
    LEFT_ALONE = 255
    HYPHEN = 0x2D
    STOP = 0x2E

cdef int ENDER = SurfaceKind.ENDER
cdef int FIRM = SurfaceKind.FIRM
cdef int ABBREVIATION = SurfaceKind.ABBREVIATION
cdef int OPENS = SurfaceKind.OPENS
cdef int OPENER = SurfaceKind.OPENER
cdef int MAX_TOKEN_LENGTH = _MAX_TOKEN_LENGTH
cdef int ENDING_LENGTH = _ENDING_LENGTH
cdef int SPAN = ord(_SPAN)

# by byte: the class of a character, and whether it may end a sentence or come after such a mark
cdef uint8_t[128] CLASSES
cdef bint[128] IS_ENDER
cdef bint[128] IS_CLOSER
cdef uint8_t WORD_CLASS = ord(WORD)
cdef uint8_t APOSTROPHE_CLASS = ord(APOSTROPHE)

for _code in range(128):
    CLASSES[_code] = ord(class_of(chr(_code)))
    IS_ENDER[_code] = chr(_code) in ENDERS
    IS_CLOSER[_code] = chr(_code) in CLOSERS

cdef struct Tokens:
    uint8_t* content
    int64_t* starts
    int32_t* sizes
    int32_t* offsets
    Py_ssize_t count
    Py_ssize_t used

cdef struct WordSet:
    const uint64_t* first
    const uint64_t* second
    Py_ssize_t count

cdef struct Word:
    const uint8_t* text
    Py_ssize_t size


def take_apart(
    const uint8_t[::1] content,
    const int64_t[::1] starts,
    const int64_t[::1] ends,
    openers,
    abbreviations,
    uint8_t[::1] kinds,
    int32_t[::1] widths,
    int32_t[::1] token_counts,
    uint8_t[::1] token_content,
    int64_t[::1] token_starts,
    int32_t[::1] token_sizes,
    int32_t[::1] token_offsets,
):
    """Split the surfaces in ``content`` into tokens; return how many tokens there are.

    ``openers`` and ``abbreviations`` are the two halves of the keys of words, in order. The other
    arrays are written: the first three by surface, the last three by token, whose bytes are in
    ``token_content``. This has room for eight
    times the bytes of the surfaces, the arrays by token for three times as many. A surface that is
    left to the specification has the kind ``LEFT`` and no tokens.
    """
    cdef const uint64_t[::1] opener_first = openers[0], opener_second = openers[1]
    cdef const uint64_t[::1] abbreviated_first = abbreviations[0]
    cdef const uint64_t[::1] abbreviated_second = abbreviations[1]
    cdef WordSet opening, abbreviated
    cdef Tokens tokens
    cdef Py_ssize_t surface, before, used
    if not starts.shape[0]:
        return 0
    opening = WordSet(&opener_first[0], &opener_second[0], opener_first.shape[0])
    abbreviated = WordSet(
        &abbreviated_first[0], &abbreviated_second[0], abbreviated_first.shape[0]
    )
    tokens = Tokens(
        &token_content[0], &token_starts[0], &token_sizes[0], &token_offsets[0], 0, 0
    )
    with nogil:
        for surface in range(starts.shape[0]):
            before = tokens.count
            used = tokens.used
            kinds[surface] = <uint8_t>take_one_apart(
                &content[starts[surface]],
                ends[surface] - starts[surface],
                &tokens,
                &widths[surface],
                &opening,
                &abbreviated,
            )
            if kinds[surface] == LEFT_ALONE:
                tokens.count = before
                tokens.used = used
                widths[surface] = 0
            token_counts[surface] = <int32_t>(tokens.count - before)
    return tokens.count


cdef int take_one_apart(
    const uint8_t* text,
    Py_ssize_t size,
    Tokens* tokens,
    int32_t* width,
    WordSet* openers,
    WordSet* abbreviations,
) noexcept nogil:
    cdef Py_ssize_t at = 0, start
    cdef bint alone
    cdef Word word, first = Word(text, 0), last = Word(text, 0)
    cdef int kind
    width[0] = 0
    while at < size:
        if not is_alphanumeric(text[at]):
            at += 1
            continue
        start = at
        alone = True
        while at < size:
            if is_alphanumeric(text[at]):
                at += 1
            elif is_joiner(text[at]) and at + 1 < size and is_alphanumeric(text[at + 1]):
                if CLASSES[text[at]] == APOSTROPHE_CLASS and not ends_word(text, at + 1, size):
                    return LEFT_ALONE
                alone = False
                at += 2
            else:
                break
        word = Word(text + start, at - start)
        last = without_possessive(word)
        if not first.size:
            first = last
        if alone:
            append_word(tokens, word, width[0])
            width[0] += 1
        else:
            width[0] += append_hyphenated(tokens, word, width[0])
    kind = ending(text, size, last, abbreviations)
    if first.size and not is_lower(first.text[0]):
        kind |= OPENS | OPENER if is_one_of(first, openers) else OPENS
    return kind


cdef inline bint is_digit(uint8_t code) noexcept nogil:
    return c'0' <= code <= c'9'


cdef inline bint is_lower(uint8_t code) noexcept nogil:
    return c'a' <= code <= c'z'


cdef inline bint is_upper(uint8_t code) noexcept nogil:
    return c'A' <= code <= c'Z'


cdef inline bint is_alphanumeric(uint8_t code) noexcept nogil:
    return CLASSES[code] == WORD_CLASS


cdef inline bint is_joiner(uint8_t code) noexcept nogil:
    return code == HYPHEN or code == STOP or code == c'&' or CLASSES[code] == APOSTROPHE_CLASS


cdef inline bint ends_word(const uint8_t* text, Py_ssize_t at, Py_ssize_t size) noexcept nogil:
    """Tell whether a letter is the s of a possessive that ends a word."""
    if text[at] | 0x20 != c's':
        return False
    if at + 1 == size:
        return True
    if is_alphanumeric(text[at + 1]):
        return False
    return not (is_joiner(text[at + 1]) and at + 2 < size and is_alphanumeric(text[at + 2]))


cdef inline Word without_possessive(Word word) noexcept nogil:
    if word.size > 2 and word.text[word.size - 1] | 0x20 == c's':
        if CLASSES[word.text[word.size - 2]] == APOSTROPHE_CLASS:
            word.size -= 2
    return word


cdef int ending(
    const uint8_t* text, Py_ssize_t size, Word last, WordSet* abbreviations
) noexcept nogil:
    """Tell whether and how a surface ends a sentence, by its last characters and its last word."""
    cdef Py_ssize_t at = size, first = max(size - ENDING_LENGTH, 0)
    cdef bint firm
    while at > first and IS_CLOSER[text[at - 1]]:
        at -= 1
    if at == first or not IS_ENDER[text[at - 1]]:
        return 0
    firm = at < size
    while at > first and IS_ENDER[text[at - 1]]:
        at -= 1
        if text[at] != c'.':
            firm = True
    if firm:
        return ENDER | FIRM | (ABBREVIATION if is_abbreviation(last, abbreviations) else 0)
    return ENDER | (ABBREVIATION if is_abbreviation(last, abbreviations) else 0)


cdef bint is_abbreviation(Word last, WordSet* abbreviations) noexcept nogil:
    if last.size == 1 and is_upper(last.text[0]) and last.text[0] != c'I':
        return True
    return is_initials(last, False) or is_one_of(last, abbreviations)


cdef bint is_initials(Word word, bint of_letters) noexcept nogil:
    """Tell whether a word is single characters, or letters, with full stops between them."""
    cdef Py_ssize_t at
    if word.size < 3 or word.size % 2 == 0:
        return False
    for at in range(word.size):
        if (at % 2 == 1) != (word.text[at] == c'.'):
            return False
        if of_letters and at % 2 == 0 and not is_lower(word.text[at] | 0x20):
            return False
    return True


cdef bint is_one_of(Word word, WordSet* known) noexcept nogil:
    cdef uint64_t first = 0, second = 0
    cdef Py_ssize_t low = 0, high = known.count, middle
    if word.size > LONGEST_KEY:
        return False
    memcpy(&first, word.text, min(word.size, 8))
    if word.size > 8:
        memcpy(&second, word.text + 8, word.size - 8)
    while low < high:
        middle = (low + high) >> 1
        if known.first[middle] < first:
            low = middle + 1
        else:
            high = middle
    while low < known.count and known.first[low] == first:
        if known.second[low] == second:
            return True
        low += 1
    return False


cdef int append_hyphenated(Tokens* tokens, Word word, int offset) noexcept nogil:
    """Add the tokens of a word, and its joined form; return how many positions it takes."""
    cdef Py_ssize_t own = tokens.count, at, start = 0
    cdef int width = 0
    for at in range(word.size):
        if word.text[at] == c'-':
            width += append_piece(tokens, Word(word.text + start, at - start), offset + width)
            start = at + 1
    width += append_piece(tokens, Word(word.text + start, word.size - start), offset + width)
    if start:
        append_joined(tokens, own, offset, width)
    return width


cdef int append_piece(Tokens* tokens, Word piece, int offset) noexcept nogil:
    """Add the tokens of a piece without hyphens; return how many positions it takes."""
    cdef Py_ssize_t at, start = 0
    cdef int count = 0
    cdef bint dotted = False
    for at in range(piece.size):
        dotted |= piece.text[at] == c'.'
    if not dotted:
        append_word(tokens, piece, offset)
        return 1
    if is_initials(piece, True):
        append(tokens, piece, offset)
        append_without_stops(tokens, piece, offset)
        return 1
    if is_number(piece) or is_domain(piece):
        append(tokens, piece, offset)
        return 1
    for at in range(piece.size + 1):
        if at == piece.size or piece.text[at] == c'.':
            append_word(tokens, Word(piece.text + start, at - start), offset + count)
            count += 1
            start = at + 1
    return count


cdef bint is_number(Word piece) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(piece.size):
        if not is_digit(piece.text[at]) and piece.text[at] != c'.':
            return False
    return True


cdef bint is_domain(Word piece) noexcept nogil:
    """Tell whether all is small letters and digits, with two letters or more after the last stop."""
    cdef Py_ssize_t at, letters = 0
    for at in range(piece.size):
        if piece.text[at] == c'.':
            letters = 0
        elif is_lower(piece.text[at]):
            letters += 1
        elif is_digit(piece.text[at]):
            letters = -piece.size
        else:
            return False
    return letters >= 2


cdef void append_word(Tokens* tokens, Word word, int offset) noexcept nogil:
    cdef Py_ssize_t at
    word = without_possessive(word)
    append(tokens, word, offset)
    if 2 <= word.size <= 4:
        for at in range(word.size):
            if not is_upper(word.text[at]):
                return
        append_with_stops(tokens, word, offset)


cdef void append(Tokens* tokens, Word word, int offset) noexcept nogil:
    cdef Py_ssize_t at
    cdef uint8_t code
    if 0 < word.size <= MAX_TOKEN_LENGTH:
        for at in range(word.size):
            code = word.text[at]
            tokens.content[tokens.used + at] = code | 0x20 if is_upper(code) else code
        finish(tokens, word.size, offset)


cdef void append_with_stops(Tokens* tokens, Word word, int offset) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(word.size):
        tokens.content[tokens.used + 2 * at] = word.text[at] | 0x20
        if at + 1 < word.size:
            tokens.content[tokens.used + 2 * at + 1] = c'.'
    finish(tokens, 2 * word.size - 1, offset)


cdef void append_without_stops(Tokens* tokens, Word word, int offset) noexcept nogil:
    cdef Py_ssize_t at
    if (word.size + 1) // 2 <= MAX_TOKEN_LENGTH:
        for at in range(0, word.size, 2):
            tokens.content[tokens.used + at // 2] = word.text[at] | 0x20
        finish(tokens, (word.size + 1) // 2, offset)


cdef void append_joined(Tokens* tokens, Py_ssize_t own, int offset, int width) noexcept nogil:
    """Add the first tokens at each position, from token ``own`` on, as one, and its span term."""
    cdef Py_ssize_t number, size = 0, start
    cdef int32_t before = -1
    for number in range(own, tokens.count):
        if tokens.offsets[number] != before:
            before = tokens.offsets[number]
            if size + tokens.sizes[number] > MAX_TOKEN_LENGTH:
                return
            memcpy(
                &tokens.content[tokens.used + size],
                &tokens.content[tokens.starts[number]],
                tokens.sizes[number],
            )
            size += tokens.sizes[number]
    if not size:
        return
    start = tokens.used
    finish(tokens, size, offset)
    if width > 1:
        append_span_term(tokens, start, size, offset, width)


cdef void append_span_term(
    Tokens* tokens, Py_ssize_t start, Py_ssize_t size, int offset, int width
) noexcept nogil:
    """Add the token that says how many positions another one spans: see ``wide_tokens``."""
    cdef uint8_t* content = &tokens.content[tokens.used]
    cdef int digits = 1, rest = width
    content[0] = <uint8_t>SPAN
    memcpy(&content[1], &tokens.content[start], size)
    content[size + 1] = <uint8_t>SPAN
    while rest >= 10:
        digits += 1
        rest //= 10
    for rest in range(digits, 0, -1):
        content[size + 1 + rest] = <uint8_t>(c'0' + width % 10)
        width //= 10
    finish(tokens, size + 2 + digits, offset)


cdef void finish(Tokens* tokens, Py_ssize_t size, int offset) noexcept nogil:
    """Count the bytes that were written as a token."""
    tokens.starts[tokens.count] = tokens.used
    tokens.sizes[tokens.count] = <int32_t>size
    tokens.offsets[tokens.count] = offset
    tokens.count += 1
    tokens.used += size
