# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over the bytes of a text: see ``plain_bytes`` and ``numbering``, which say what they do."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t
from libc.string cimport memcpy

from newssearch.archive.columnar.compiled.bits cimport lowest_bit
from newssearch.archive.columnar.compiled.keys cimport (
    FRESH,
    LONGEST,
    Fresh,
    bits,
    fresh_number,
    keys_of_fresh,
    number_of,
)

cdef enum:
    SPACE = 0x20
    NEWLINE = 0x0A
    LONG = -2
    HIGH = 0xE0  # the first bytes of letters of scripts without spaces are not below
    OF_WORD = 1  # what the table of ``letter_classes`` holds
    UNSEGMENTED = 2
    UNKNOWN = 3


def make_plain(
    uint8_t[::1] codes,
    const int32_t[::1] marks,
    const uint8_t[::1] plain,
    const uint8_t[::1] blanks,
    int64_t[::1] lines,
):
    """Make a text plain in place; return its new size and how many lines are in question.

    ``marks`` are replaced by ``plain``: two or three bytes, as one number, by one. ``blanks[c]``
    replaces the ASCII byte c. Lines in capitals are lower-cased if they are ASCII; the starts and
    ends of the others are written into ``lines``, in pairs, as far as there is room: the count
    says how many there are. The text ends with a space.
    """
    cdef Py_ssize_t size = codes.shape[0], room = lines.shape[0] // 2
    cdef Py_ssize_t read = 0, wrote = 0, line = 0, found = 0, place
    cdef uint8_t code
    cdef int replaced
    cdef bint lower = False, upper = False, high = False
    with nogil:
        while read < size:
            code = codes[read]
            if code >= 0x80:
                if code >= 0xC2:
                    replaced = replacement(codes, read, size, marks, plain)
                    if replaced:
                        codes[wrote] = <uint8_t>(replaced & 0xFF)
                        wrote += 1
                        read += replaced >> 8
                        continue
                high = True
            elif code < SPACE:
                code = blanks[code]
            elif c'a' <= code <= c'z':
                lower = True
            elif c'A' <= code <= c'Z':
                upper = True
            codes[wrote] = code
            wrote += 1
            read += 1
            if code == NEWLINE or read == size:
                if not lower and high:
                    if found < room:
                        lines[2 * found] = line
                        lines[2 * found + 1] = wrote - (code == NEWLINE)
                    found += 1
                elif not lower and upper:
                    for place in range(line, wrote):
                        if c'A' <= codes[place] <= c'Z':
                            codes[place] |= 0x20
                line = wrote
                lower = upper = high = False
    return wrote, found


cdef int replacement(
    const uint8_t[::1] codes,
    Py_ssize_t at,
    Py_ssize_t size,
    const int32_t[::1] marks,
    const uint8_t[::1] plain,
) noexcept nogil:
    """Return what replaces the mark at a place, and how many bytes it has times 256; 0 if none."""
    cdef int width = 3 if codes[at] >= 0xE1 else 2
    cdef int32_t mark
    cdef Py_ssize_t low = 0, high = marks.shape[0], middle
    if codes[at] > 0xE3 or at + width > size:
        return 0
    mark = codes[at] << 16 | codes[at + 1] << 8
    if width == 3:
        mark |= codes[at + 2]
    while low < high:
        middle = (low + high) >> 1
        if marks[middle] < mark:
            low = middle + 1
        else:
            high = middle
    if low < marks.shape[0] and marks[low] == mark:
        return width << 8 | plain[low]
    return 0


def number_surfaces(
    const uint8_t[::1] content,
    Py_ssize_t size,
    const int32_t[::1] slots,
    const uint64_t[::1] first,
    const uint64_t[::1] second,
    int32_t break_number,
    const uint8_t[::1] classes,
    int32_t[::1] numbers,
    int32_t[::1] starts,
    int32_t[::1] ends,
):
    """Split a plain text into surfaces and look these up.

    ``classes`` are the classes of code points, as ``letter_classes`` has them.

    ``content`` ends with a space, and has 24 bytes more than its ``size``. The three arrays have
    room for two thirds of ``size`` and two more: a surface and the end of a paragraph take three
    bytes. Long surfaces get the number -2; short ones that are not in the table -3 and below, in
    their order, equal ones the same. Returns how many surfaces there are, and the two halves of the
    new keys, as bytes.

    Raises:
        MemoryError: memory ran out.
    """
    cdef Py_ssize_t at = 0, start, count = 0
    cdef int shift = 64 - bits(slots.shape[0])
    cdef uint64_t low, high, blanks
    cdef int kept
    cdef int32_t number
    cdef Fresh fresh = Fresh(NULL, NULL, NULL, 0, 0, False)
    with nogil:
        while at < size:
            if content[at] == SPACE:
                at += 1
                continue
            if content[at] == NEWLINE:
                at += 1
                if at < size and content[at] == NEWLINE:
                    numbers[count] = break_number
                    starts[count] = <int32_t>(at - 1)
                    ends[count] = <int32_t>at
                    count += 1
                    at += 1
                continue
            start = at
            high = 0
            memcpy(&low, &content[start], 8)
            blanks = blanks_of(low)
            if blanks:
                kept = lowest_bit(blanks) & ~7
                low &= (<uint64_t>1 << kept) - 1
                at += kept >> 3
            else:
                memcpy(&high, &content[start + 8], 8)
                blanks = blanks_of(high)
                if blanks:
                    kept = lowest_bit(blanks) & ~7
                    high &= (<uint64_t>1 << kept) - 1
                    at += 8 + (kept >> 3)
                else:
                    at += LONGEST
                    while content[at] != SPACE and content[at] != NEWLINE:
                        at += 1
            if has_high(low) or has_high(high) or at - start > LONGEST:
                kept = <int>(at - start)
                at = surface_end(content, start, at, classes)
                if at < 0:
                    count = -1
                    break
                if at - start < kept and at - start <= LONGEST:
                    low = high = 0
                    memcpy(&low, &content[start], min(at - start, 8))
                    if at - start > 8:
                        memcpy(&high, &content[start + 8], at - start - 8)
            starts[count] = <int32_t>start
            ends[count] = <int32_t>at
            number = LONG
            if at - start <= LONGEST:
                number = number_of(low, high, shift, slots, first, second)
                if number < 0:
                    number = fresh_number(&fresh, low, high)
                    if number > FRESH:
                        break
            numbers[count] = number
            count += 1
    return count, *keys_of_fresh(&fresh)


cdef inline bint has_high(uint64_t word) noexcept nogil:
    """Tell whether one of eight bytes is ``HIGH`` or greater: its three highest bits are set."""
    return (word & word << 1 & word << 2 & <uint64_t>0x8080808080808080) != 0


cdef inline int class_at(
    const uint8_t[::1] content, Py_ssize_t at, Py_ssize_t* after, const uint8_t[::1] classes
) noexcept nogil:
    """Return the class of the code point at a place, and set the place after it."""
    cdef uint8_t lead = content[at]
    cdef Py_ssize_t code
    if lead < 0x80:
        after[0] = at + 1
        return classes[lead]
    if lead < HIGH:
        after[0] = at + 2
        code = (lead & 0x1F) << 6 | (content[at + 1] & 0x3F)
    elif lead < 0xF0:
        after[0] = at + 3
        code = (lead & 0x0F) << 12 | (content[at + 1] & 0x3F) << 6 | (content[at + 2] & 0x3F)
    else:
        after[0] = at + 4
        code = (lead & 0x07) << 18 | (content[at + 1] & 0x3F) << 12
        code |= (content[at + 2] & 0x3F) << 6 | (content[at + 3] & 0x3F)
    return classes[code] if code < classes.shape[0] else 0


cdef Py_ssize_t surface_end(
    const uint8_t[::1] content, Py_ssize_t start, Py_ssize_t end, const uint8_t[::1] classes
) noexcept nogil:
    """Return where a surface ends that begins at ``start``, in text without blanks up to ``end``.

    It is a letter of a script without spaces and what follows up to the next letter, or all up to
    such a letter: see ``archive.analysis.surfaces``. It is -1 where a class is not known.
    """
    cdef Py_ssize_t at = start, after
    cdef int found = class_at(content, at, &at, classes)
    cdef bint alone = found == UNSEGMENTED
    if found == UNKNOWN:
        return -1
    while at < end:
        if content[at] < HIGH and not alone:
            at += 1
            continue
        found = class_at(content, at, &after, classes)
        if found == UNKNOWN:
            return -1
        if found == UNSEGMENTED or alone and found == OF_WORD:
            return at
        at = after
    return end


cdef inline uint64_t blanks_of(uint64_t word) noexcept nogil:
    """Return bits of which the lowest is in the first byte that is a space or a newline.

    A byte is zero where taking 1 away borrows (Warren, Hacker's Delight, 6-1); bytes after
    the first may be marked wrongly.
    """
    cdef uint64_t ones = 0x0101010101010101
    cdef uint64_t space = word ^ (ones * SPACE), newline = word ^ (ones * NEWLINE)
    return ((space - ones) & ~space | (newline - ones) & ~newline) & (ones << 7)


def find_marks(const uint8_t[::1] content, int64_t[::1] marks, int64_t[::1] characters):
    """Write where the bytes 1 are, and how many code points come before each.

    Returns how many they are, and how many bytes are 0. What there is no room for is only counted.
    """
    cdef Py_ssize_t at, found = 0, zeros = 0
    cdef int64_t before = 0
    with nogil:
        for at in range(content.shape[0]):
            if content[at] == 1:
                if found < marks.shape[0]:
                    marks[found] = at
                    characters[found] = before
                found += 1
            zeros += content[at] == 0
            before += content[at] & 0xC0 != 0x80
    return found, zeros


def place_points(
    const uint8_t[::1] content,
    const int64_t[::1] characters,
    surfaces,
    keys,
    const int32_t[::1] widths,
    const int32_t[::1] positions,
    numbers,
    int32_t[::1] found,
    int32_t[::1] starts,
    int32_t[::1] sizes,
):
    """Find the positions of ascending code points of a text; tell whether all are in it.

    ``surfaces`` are the text's: their numbers, starts and ends; ``keys`` the slots and the halves
    of the keys of all surfaces, ``widths`` their widths, and ``positions`` those of the text's.
    ``numbers`` are those of the ends of texts and of paragraphs, and the longest reach.

    A point between two surfaces has the position of the later one. A point in a surface has the
    position of the surface plus the width of what comes before it there; where that is unknown,
    the surface is read from ``content``, at ``starts`` and ``sizes``. A point beyond
    the reach gets -1.
    """
    cdef const int32_t[::1] own = surfaces[0], begins = surfaces[1], ends = surfaces[2]
    cdef const int32_t[::1] slots = keys[0]
    cdef const uint64_t[::1] first = keys[1], second = keys[2]
    cdef int32_t text_number = numbers[0], break_number = numbers[1], reach = numbers[2]
    cdef Py_ssize_t at, point = 0, holder = -1
    cdef int64_t character = -1
    cdef int32_t size, width, reached
    cdef Py_ssize_t place
    cdef int shift = 64 - bits(slots.shape[0])
    with nogil:
        for at in range(content.shape[0]):
            character += content[at] & 0xC0 != 0x80
            while point < characters.shape[0] and characters[point] == character:
                while holder + 1 < begins.shape[0] and begins[holder + 1] < at:
                    holder += 1
                sizes[point] = 0
                if holder < 0 or at > ends[holder] or own[holder] == text_number:
                    if holder + 1 == begins.shape[0]:
                        break
                    found[point] = positions[holder + 1]
                elif own[holder] == break_number:
                    found[point] = positions[holder]
                else:
                    size = <int32_t>at - begins[holder]
                    width = -1
                    if size <= LONGEST:
                        width = width_of(
                            &content[begins[holder]], size, shift, slots, first, second, widths
                        )
                    reached = 0
                    if size > reach:
                        for place in range(begins[holder], at):
                            reached += content[place] & 0xC0 != 0x80
                    if reached > reach:
                        found[point] = -1
                    elif width >= 0:
                        found[point] = positions[holder] + width
                    else:
                        found[point] = positions[holder]
                        starts[point] = begins[holder]
                        sizes[point] = size
                point += 1
            if point == characters.shape[0] or holder + 1 == begins.shape[0]:
                break
    return point == characters.shape[0]


cdef inline int32_t width_of(
    const uint8_t* text,
    Py_ssize_t size,
    int shift,
    const int32_t[::1] slots,
    const uint64_t[::1] first,
    const uint64_t[::1] second,
    const int32_t[::1] widths,
) noexcept nogil:
    """Return the width of a short surface, -1 if it is not known."""
    cdef uint64_t low = 0, high = 0
    cdef int32_t number
    memcpy(&low, text, min(size, 8))
    if size > 8:
        memcpy(&high, text + 8, size - 8)
    number = number_of(low, high, shift, slots, first, second)
    return widths[number] if 0 <= number < widths.shape[0] else -1
