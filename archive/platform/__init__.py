"""What operating systems do in different ways: a function for each thing, with a stand-in.

Linux is where all of it is at home. macOS has no processor affinity, and makes durable only what
it is asked for explicitly. Windows has neither modes, ``flock``, signal masks nor timers, and lets
no open or mapped file be renamed or deleted. Nothing outside of this package asks which system it
runs on. docs/platforms.md says what was tried on the real one and what was only simulated.

=============  =====================================================================================
module         what it is
=============  =====================================================================================
``files``      opening, reading at a place, modes, locks, what survives a power failure
``names``      moving, replacing and deleting files; names that are written in two ways
``processes``  processors, memory, open files, worker processes, signals, timers
``systems``    which system this is, and modules that not every system has
``terminals``  escape sequences, and quoting for the shell
=============  =====================================================================================
"""
