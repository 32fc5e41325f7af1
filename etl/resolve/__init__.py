"""Entity resolution: whom a row speaks of. The first resolver is «equal valid IIN»; a resolver judges, none merges."""
