# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over the surfaces of a batch: see ``compiled_analysis`` and ``shingles``."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t

from newssearch.archive.columnar.compiled.keys cimport mix

from newssearch.archive.analysis.surfaces import SurfaceKind
from newssearch.archive.columnar.writing.shingles import SHINGLE_WORDS as _SHINGLE_WORDS

cdef int BREAK = SurfaceKind.BREAK
cdef int ENDER = SurfaceKind.ENDER
cdef int FIRM = SurfaceKind.FIRM
cdef int ABBREVIATION = SurfaceKind.ABBREVIATION
cdef int OPENS = SurfaceKind.OPENS
cdef int OPENER = SurfaceKind.OPENER
cdef int SHINGLE_WORDS = _SHINGLE_WORDS

cdef uint64_t MULTIPLIER = 0x9E3779B97F4A7C15


def count_tokens(
    const int32_t[::1] surfaces,
    const int32_t[::1] first,
    const int32_t[::1] more_size,
    const int32_t[::1] word_size,
):
    """Return how many tokens and how many words some surfaces have."""
    cdef Py_ssize_t at
    cdef int64_t tokens = 0, words = 0
    cdef int32_t surface
    with nogil:
        for at in range(surfaces.shape[0]):
            surface = surfaces[at]
            tokens += (first[surface] >= 0) + more_size[surface]
            words += word_size[surface]
    return tokens, words


def list_words(
    const int32_t[::1] surfaces,
    const int32_t[::1] word_start,
    const int32_t[::1] word_size,
    const uint64_t[::1] word_hash,
    int32_t text_number,
    uint64_t[::1] words,
    int32_t[::1] sizes,
):
    """List the hashes of the words of texts, and how many each has; a text ends at its number."""
    cdef Py_ssize_t at, word = 0, text = 0, before = 0, place
    cdef int32_t surface
    with nogil:
        for at in range(surfaces.shape[0]):
            surface = surfaces[at]
            if surface == text_number:
                sizes[text] = <int32_t>(word - before)
                before = word
                text += 1
                continue
            for place in range(word_start[surface], word_start[surface] + word_size[surface]):
                words[word] = word_hash[place]
                word += 1


cdef inline bint opens_sentence(int before, int kind) noexcept nogil:
    """Tell whether a surface opens a sentence within a paragraph: see ``analysis.stream``."""
    if not (before & ENDER and kind & OPENS):
        return False
    return (before & (ABBREVIATION | FIRM)) != ABBREVIATION or kind & OPENER


def place_surfaces(
    const int32_t[::1] surfaces,
    columns,
    layout,
    int64_t base,
    uint64_t[::1] occurrences,
    int32_t[::1] positions,
    uint64_t[::1] words,
    int32_t[:, ::1] zone_starts,
    int32_t[:, ::1] zone_ends,
    int32_t[:, ::1] counts,
    int32_t[:, ::1] entry_numbers,
    int32_t[::1] sentences,
    int32_t[::1] paragraphs,
):
    """Give the surfaces of entries, numbered from ``base``, their positions, and pack their tokens.

    ``columns`` are ``SurfaceColumns``, ``layout`` a ``compiled_analysis.LoopLayout``. The other arrays
    are written, as ``Placed`` and ``Passing`` say; those by surface have room for all. The
    columns of ``entry_numbers``, of shape (n, 4), are the end of the lead and the numbers of
    sentences, paragraphs and words. Returns how many occurrences, sentences, paragraphs and words
    there are, and the number after the greatest position.
    """
    cdef const uint8_t[::1] kinds = columns.kinds
    cdef const int32_t[::1] widths = columns.widths
    cdef const int32_t[::1] first = columns.first
    cdef const int32_t[::1] more_start = columns.more_start
    cdef const int32_t[::1] more_size = columns.more_size
    cdef const int32_t[::1] more_token = columns.more_token
    cdef const int32_t[::1] more_offset = columns.more_offset
    cdef const int32_t[::1] word_start = columns.word_start
    cdef const int32_t[::1] word_size = columns.word_size
    cdef const uint64_t[::1] word_hash = columns.word_hash
    cdef const uint8_t[::1] of_items = layout.of_items
    cdef const uint8_t[::1] classes = layout.classes
    cdef int lead_class = layout.lead_class
    cdef int32_t zone_gap = layout.zone_gap, item_width = layout.item_width
    cdef int32_t text_number = layout.text_number, break_number = layout.break_number
    cdef int64_t most = layout.most_positions
    cdef int class_bits = layout.class_bits, position_bits = layout.position_bits
    cdef int term_shift = layout.term_shift
    cdef Py_ssize_t entries = counts.shape[0], texts = counts.shape[1]
    cdef Py_ssize_t zones = zone_starts.shape[1], body = zones - 1
    cdef Py_ssize_t at = 0, entry, column, more, place_of_more
    cdef Py_ssize_t tokens = 0, sentence = 0, paragraph = 0, word = 0
    cdef Py_ssize_t sentences_before, paragraphs_before, words_before
    cdef int32_t surface, token, position, begin, next_begin, place, item, line, breaks, opened
    cdef int64_t greatest = 0, offset
    cdef uint64_t packed
    cdef int kind, before, zone_class
    with nogil:
        for entry in range(entries):
            next_begin = 0
            sentences_before, paragraphs_before, words_before = sentence, paragraph, word
            for column in range(texts):
                begin = next_begin if column < zones else 0
                position = line = begin
                item = breaks = opened = 0
                before = BREAK
                zone_class = lead_class if column == body else classes[column]
                while surfaces[at] != text_number:
                    surface = surfaces[at]
                    kind = kinds[surface]
                    place = position
                    if of_items[column]:
                        place = item * item_width + min(position - line, item_width - 2)
                    positions[at] = place
                    if before & BREAK and not kind & BREAK:
                        opened += 1
                        if column <= body:
                            paragraphs[paragraph] = sentences[sentence] = place
                            paragraph += 1
                            sentence += 1
                        if column == body and opened == 3:
                            zone_class = classes[body]
                            entry_numbers[entry, 0] = place
                    elif column <= body and opens_sentence(before, kind):
                        sentences[sentence] = place
                        sentence += 1
                    if place < most - 1:
                        packed = <uint64_t>(base + entry) << position_bits | <uint64_t>place
                        packed = packed << class_bits | <uint64_t>zone_class
                        token = first[surface]
                        if token >= 0:
                            occurrences[tokens] = <uint64_t>token << term_shift | packed
                            tokens += 1
                            greatest = max(greatest, place)
                        for more in range(more_size[surface]):
                            place_of_more = more_start[surface] + more
                            offset = more_offset[place_of_more]
                            if place + offset < most - 1:
                                occurrences[tokens] = (
                                    <uint64_t>more_token[place_of_more] << term_shift
                                ) | (packed + (<uint64_t>offset << class_bits))
                                tokens += 1
                                greatest = max(greatest, place + offset)
                    if column == body:
                        for more in range(word_size[surface]):
                            words[word] = word_hash[word_start[surface] + more]
                            word += 1
                    position += widths[surface]
                    if surface == break_number:
                        breaks += 1
                        item += 1
                        line = position
                    before = kind
                    at += 1
                positions[at] = position
                at += 1
                counts[entry, column] = position - begin - breaks
                if column < zones:
                    zone_starts[entry, column] = begin
                    zone_ends[entry, column] = position
                    next_begin = position + (zone_gap if position > begin else 0)
                if column == body and opened < 3:
                    entry_numbers[entry, 0] = position
            entry_numbers[entry, 1] = <int32_t>(sentence - sentences_before)
            entry_numbers[entry, 2] = <int32_t>(paragraph - paragraphs_before)
            entry_numbers[entry, 3] = <int32_t>(word - words_before)
    return tokens, sentence, paragraph, word, greatest + 1


def make_shingles(
    const uint64_t[::1] words,
    const int32_t[::1] sizes,
    int64_t base,
    rules,
    uint32_t[::1] shingles,
    int64_t[::1] counts,
    uint64_t[::1] fingerprints,
    uint64_t[::1] sketches,
):
    """Make shingles of the words of texts; return how many these are, and how many are sampled.

    ``rules`` are the smallest number of shingles worth comparing, the number from which texts are
    sampled sparsely, and how many shingles are sampled densely. The last four arrays are written;
    sampled shingles are packed with the number of their text, from ``base``.
    """
    cdef Py_ssize_t least = rules[0], full = rules[1], opening = rules[2]
    cdef Py_ssize_t text, number, place, start = 0, made = 0, sampled = 0, count
    cdef uint64_t shingle, sums, doubled, mask
    with nogil:
        for text in range(sizes.shape[0]):
            count = max(sizes[text] - (SHINGLE_WORDS - 1), 0)
            mask = 7 if count < full else 15
            sums = doubled = 0
            for number in range(count):
                shingle = 0
                for place in range(SHINGLE_WORDS):
                    shingle = shingle * MULTIPLIER + words[start + number + place]
                shingle = mix(shingle)
                shingles[made] = <uint32_t>(shingle >> 32)
                made += 1
                sums += shingle
                doubled += shingle * <uint64_t>number
                if shingle & 3 == 0 and count >= least:
                    if number < opening or shingle & mask == 0:
                        sketches[sampled] = (
                            (shingle >> 2 & <uint64_t>0xFFFFFFFF) << 32 | <uint64_t>(base + text)
                        )
                        sampled += 1
            start += sizes[text]
            counts[text] = count
            doubled = doubled * 2 + sums
            if count < least:
                doubled = 0
            elif doubled == 0:
                doubled = 1
            fingerprints[text] = doubled
    return made, sampled


def count_shared(
    const uint32_t[::1] shingles,
    const int64_t[::1] starts,
    const int64_t[::1] sizes,
    const int64_t[::1] ones,
    const int64_t[::1] others,
    int64_t[::1] shared,
):
    """Count the numbers that the two sets of each pair share; each set is in ascending order."""
    cdef Py_ssize_t pair, one, other, one_end, other_end
    cdef uint32_t left, right
    with nogil:
        for pair in range(ones.shape[0]):
            one, other = starts[ones[pair]], starts[others[pair]]
            one_end, other_end = one + sizes[ones[pair]], other + sizes[others[pair]]
            shared[pair] = 0
            while one < one_end and other < other_end:
                left, right = shingles[one], shingles[other]
                shared[pair] += left == right
                one += left <= right
                other += right <= left
