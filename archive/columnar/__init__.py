"""The archive on disk, as arrays.

===================  =====================================================================
module               it holds
===================  =====================================================================
``layout``           how a segment divides an entry into zones, spaces and columns
``files``            which files a segment has, and what each holds
``arrayfile``        the bytes of a file: named arrays with checksums
``dictionary``       sorted terms in blocks
``columns``          columns of keywords and of lists
``stored``           the stored form of entries, compressed in blocks
``sketches``         sampled shingles of entries
``segment``          a segment opened for reading
``entry_places``     where the zones, sentences and paragraphs of one entry begin
``wide_tokens``      tokens that span several positions
``soundness``        what the arrays of a segment must be like, whatever their checksums
``writing``          from texts to files
``compiled``         loops in Cython
===================  =====================================================================
"""
