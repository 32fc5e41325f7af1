"""The picture of a case: its model, where its nodes stand, and the canvas that draws it."""
