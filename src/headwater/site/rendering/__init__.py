"""The steps of `headwater.site.render`: scan → source → markup → assemble."""
