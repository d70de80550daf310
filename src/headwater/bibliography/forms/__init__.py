"""Works in the forms that other programs read; one module per form.

They write all they are given: what is nobody else's business is left out before.
"""
