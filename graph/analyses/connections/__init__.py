"""How entities are connected: paths and smallest networks over ties that are read hop by hop."""
