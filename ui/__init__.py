"""The screen and the command line: what people see of Izder."""
