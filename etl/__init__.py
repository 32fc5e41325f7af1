"""From delivered files to records, a ledger of every row, and batches for the graph."""
