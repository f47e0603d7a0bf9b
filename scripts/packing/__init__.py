"""How each source becomes rows of the pack; `compile_pack.py` puts them together."""
