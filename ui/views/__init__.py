"""The places of the screen, one file each. Thin: data comes through casework.access, drawing is done by parts."""
