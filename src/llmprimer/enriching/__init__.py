"""Fills empty fields of records from services: looks up works, compares them, and plans the changes.

`planning` makes the plan, `asking` sends the requests, `agreement` decides whether an answer is about the work,
`filling` decides which values the record gets.
"""
