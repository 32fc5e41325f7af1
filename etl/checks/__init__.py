"""Cells become typed values, and every row that is none of its kind gets the code of its first defect."""
