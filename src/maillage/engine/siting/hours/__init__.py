"""When each site opens, and who is there: opening hours under the working-time rules of mediators."""
