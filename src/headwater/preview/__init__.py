"""See a site while writing its notes: served from memory, rebuilt on each change, reloaded in the browser."""

from headwater.preview.session import PreviewOptions, Rebuild, serve

__all__ = ["PreviewOptions", "Rebuild", "serve"]
