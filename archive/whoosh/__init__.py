"""An archive as a Whoosh index: ``whoosh.index.open_dir(generation)`` opens it with our codec.

Our own search never goes this way: it reads the arrays of ``archive.columnar``. Nothing here is
loaded by a search or by indexing, but for the table of contents that publishing writes.

==============  ==========================================================================
module          it holds
==============  ==========================================================================
``schema``      an article's fields as a Whoosh schema, and the table of contents
``shape``       what the name of a field stands for in the columnar format
``segment``     a columnar segment as the table of contents lists it
``codec``       how Whoosh opens a segment
``terms``       the terms and postings of each field
``windows``     the parts of a postings list that are in a field
``reader``      Whoosh's reader of terms, and its matcher of postings
``documents``   Whoosh's reader of stored fields, lengths and columns
``writer``      a Whoosh writer that writes columnar segments
``analysis``    our analysis as a Whoosh tokenizer
==============  ==========================================================================
"""

import warnings

# whoosh 2.7.4 is frozen since 2016; from Python 3.12 on its old escapes are warned of, once, while
# it is first compiled, and nobody who uses newssearch can do anything about that
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*[/\\]whoosh[/\\]")
