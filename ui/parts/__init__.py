"""Parts of a page that Streamlit has no good one for: dense tables, sheets, references to rows."""
