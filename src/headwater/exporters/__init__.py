"""Notes, edges and traces in forms that other programs read; one file per form."""
