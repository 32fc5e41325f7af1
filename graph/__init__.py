"""The graph room: the store, its projection, communities, indicators and networks."""
