"""What was reviewed against what, and what has moved since: `.headwater/reviews.jsonl` and its meaning.

`records` is what stands in the files, `lines` their form, `files` reads and appends, `meaning` and `support`
say what of a note counts, `identity` and `renames` which note a line speaks of, `states` what all of it comes
to.
"""
