"""What a delivered file may be at most. Memory stays bounded whatever arrives; what is larger is refused in words."""

BLOCK_BYTES = 8 * 2**20  # read at once: nearly a hundred thousand rows; memory is some fifty times of it
LINE_CHARS = 2**20  # a longer physical line is not a row of any export
HEADER_LINES = 40  # how far down a header may stand under titles
JSON_LINES = 1_000  # of JSON that are looked at for the columns they name
HEADER_BYTES = 4 * 2**20  # how much of a file is looked at for its header
COLUMNS = 2_000
JOINED_LINES = 50  # physical lines that one quoted field may span
SHEET_CELLS = 20_000_000  # cells of a sheet's used area, empty ones included
ARCHIVE_BYTES = 8 * 2**30  # unpacked, all members together
XLS_BYTES = 256 * 2**20  # 65,536 rows of 256 columns take less
MEMBERS = 10_000  # parts of a workbook, files of an archive
WORKBOOK_BYTES = 2 * 2**30  # unpacked XML of a workbook
PACKED_ROWS = 300  # rows a byte of a Parquet file
BATCH_BYTES = 2**29  # of a batch of Parquet, written out
PACKED_RATIO = 300  # unpacked to packed; tables reach 40, bombs a thousand
UNDECODABLE_SHARE = 0.01  # of the rows; more means that the declared encoding is wrong
UNDECODABLE_ROWS = 20  # fewer are single damaged rows, whatever the share
