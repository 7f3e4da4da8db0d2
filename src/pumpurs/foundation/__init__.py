"""The foundation: life-cycles, visibility, audit, privacy, sealed identifiers, stored files, paging, queue, clock.

Its edges to the outside read the settings, nothing else does: `clock` (FIXED_NOW), `sealed` (DATA_KEY), `files` and
`intake.waiting` (VAR), `failpoints` (FAILPOINT).
"""
