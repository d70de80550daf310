"""Notes → the evidence graph: what the links of a vault mean, and what follows from them."""
