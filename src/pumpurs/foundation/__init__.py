"""The foundation: life-cycles, visibility, audit, privacy, sealed identifiers, stored files, paging, queue."""
