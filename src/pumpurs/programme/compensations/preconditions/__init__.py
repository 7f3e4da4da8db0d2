"""What must be true before a step: of a claim, of a batch of payments, of a bank statement."""
