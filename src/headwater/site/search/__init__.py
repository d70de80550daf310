"""The search of a site: an index of what may be shown, in shards that are loaded as they are needed."""
