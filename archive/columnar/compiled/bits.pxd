"""What C has no standard function for, by compiler."""

cdef extern from *:
    """
    #if defined(_MSC_VER)
    #include <intrin.h>
    static inline int lowest_bit(unsigned long long value) {
        unsigned long place;
        _BitScanForward64(&place, value);
        return (int)place;
    }
    #else
    static inline int lowest_bit(unsigned long long value) {
        return __builtin_ctzll(value);
    }
    #endif
    """
    int lowest_bit(unsigned long long value) nogil  # of a value that is not 0
