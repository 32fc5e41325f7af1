"""The Streamlit script: runs from top to bottom for every act of a person, and shows nothing before the gate."""

from ui.page import page

page()
