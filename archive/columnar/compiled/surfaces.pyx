# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Taking apart surfaces of ASCII: what ``archive.analysis.surfaces.analyse_surface`` does."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.string cimport memcpy

# the bits of archive.analysis.surfaces.Kind, and its MAX_TOKEN_LENGTH
cdef enum:
    ENDER = 2
    FIRM = 4
    ABBREVIATION = 8
    OPENS = 16
    OPENER = 32
    MAX_TOKEN_LENGTH = 64
    ENDING_LENGTH = 16
    LONGEST_KEY = 16

cdef struct Tokens:
    uint8_t* content
    int64_t* starts
    int32_t* sizes
    int32_t* offsets
    Py_ssize_t count
    Py_ssize_t used

cdef struct Words:
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
    """Take apart surfaces, which lie in ``content``; return how many tokens there are.

    ``openers`` and ``abbreviations`` are the two
    halves of the keys of words, in order. The other arrays are written: the first three by
    surface, the last three by token, whose bytes lie in ``token_content``. This has room for four
    times the bytes of the surfaces, the arrays by token for twice as many.
    """
    cdef const uint64_t[::1] opener_first = openers[0], opener_second = openers[1]
    cdef const uint64_t[::1] abbreviated_first = abbreviations[0]
    cdef const uint64_t[::1] abbreviated_second = abbreviations[1]
    cdef Words opening, abbreviated
    cdef Tokens tokens
    cdef Py_ssize_t surface, before
    if not starts.shape[0]:
        return 0
    opening = Words(&opener_first[0], &opener_second[0], opener_first.shape[0])
    abbreviated = Words(
        &abbreviated_first[0], &abbreviated_second[0], abbreviated_first.shape[0]
    )
    tokens = Tokens(
        &token_content[0], &token_starts[0], &token_sizes[0], &token_offsets[0], 0, 0
    )
    with nogil:
        for surface in range(starts.shape[0]):
            before = tokens.count
            kinds[surface] = <uint8_t>take_one_apart(
                &content[starts[surface]],
                ends[surface] - starts[surface],
                &tokens,
                &widths[surface],
                &opening,
                &abbreviated,
            )
            token_counts[surface] = <int32_t>(tokens.count - before)
    return tokens.count


cdef int take_one_apart(
    const uint8_t* text,
    Py_ssize_t size,
    Tokens* tokens,
    int32_t* width,
    Words* openers,
    Words* abbreviations,
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
    return is_lower(code | 0x20) or is_digit(code)


cdef inline bint is_joiner(uint8_t code) noexcept nogil:
    return code == c'-' or code == c"'" or code == c'.' or code == c'&'


cdef inline bint is_closer(uint8_t code) noexcept nogil:
    return code == c'"' or code == c"'" or code == c')' or code == c']'


cdef inline bint is_ender(uint8_t code) noexcept nogil:
    return code == c'.' or code == c'!' or code == c'?'


cdef inline Word without_possessive(Word word) noexcept nogil:
    if word.size > 2 and word.text[word.size - 1] | 0x20 == c's':
        if word.text[word.size - 2] == c"'":
            word.size -= 2
    return word


cdef int ending(
    const uint8_t* text, Py_ssize_t size, Word last, Words* abbreviations
) noexcept nogil:
    """Say whether and how a surface ends a sentence, by its last characters and its last word."""
    cdef Py_ssize_t at = size, first = max(size - ENDING_LENGTH, 0)
    cdef bint firm
    while at > first and is_closer(text[at - 1]):
        at -= 1
    if at == first or not is_ender(text[at - 1]):
        return 0
    firm = at < size
    while at > first and is_ender(text[at - 1]):
        at -= 1
        if text[at] != c'.':
            firm = True
    if firm:
        return ENDER | FIRM | (ABBREVIATION if is_abbreviation(last, abbreviations) else 0)
    return ENDER | (ABBREVIATION if is_abbreviation(last, abbreviations) else 0)


cdef bint is_abbreviation(Word last, Words* abbreviations) noexcept nogil:
    if last.size == 1 and is_upper(last.text[0]) and last.text[0] != c'I':
        return True
    return is_initials(last, False) or is_one_of(last, abbreviations)


cdef bint is_initials(Word word, bint of_letters) noexcept nogil:
    """Say whether a word is single characters, or letters, with full stops between them."""
    cdef Py_ssize_t at
    if word.size < 3 or word.size % 2 == 0:
        return False
    for at in range(word.size):
        if (at % 2 == 1) != (word.text[at] == c'.'):
            return False
        if of_letters and at % 2 == 0 and not is_lower(word.text[at] | 0x20):
            return False
    return True


cdef bint is_one_of(Word word, Words* known) noexcept nogil:
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
        append_joined(tokens, own, offset)
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
    """Say whether all is small letters and digits, and two letters or more after the last stop."""
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


cdef void append_joined(Tokens* tokens, Py_ssize_t own, int offset) noexcept nogil:
    """Add the first tokens at each position, from token ``own`` on, as one."""
    cdef Py_ssize_t number, size = 0
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
    if size:
        finish(tokens, size, offset)


cdef void finish(Tokens* tokens, Py_ssize_t size, int offset) noexcept nogil:
    """Count the bytes that were written as a token."""
    tokens.starts[tokens.count] = tokens.used
    tokens.sizes[tokens.count] = <int32_t>size
    tokens.offsets[tokens.count] = offset
    tokens.count += 1
    tokens.used += size
