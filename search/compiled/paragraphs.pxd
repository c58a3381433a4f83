"""What a paragraph that has been read tells."""

cdef struct MatchSpan:
    Py_ssize_t first  # positions, the last one excluded
    Py_ssize_t last
    Py_ssize_t start  # code points of the paragraph, once it has been read
    Py_ssize_t end


cdef struct Piece:
    Py_ssize_t start
    Py_ssize_t end
    Py_ssize_t position
    Py_ssize_t token_start
    Py_ssize_t token_end


cdef class Reading:
    cdef str content
    cdef int kind
    cdef const void* data
    cdef Py_ssize_t size
    cdef Py_ssize_t opening
    cdef Piece* pieces
    cdef Py_ssize_t count

    cdef bint is_blank(self, Py_ssize_t at) noexcept
    cdef Py_ssize_t surface_start(self, Py_ssize_t position) noexcept
    cdef int find(self, MatchSpan* match, Py_ssize_t opening) except -1
    cdef Py_ssize_t stripped(self, Py_ssize_t start, Py_ssize_t end) noexcept
    cdef int _read(self) except -1
    cdef int _read_surfaces(self) except -1
    cdef Py_ssize_t _number(self, Py_ssize_t position) noexcept
    cdef int _token(self, Py_ssize_t position, Py_ssize_t* start, Py_ssize_t* end) except -1
