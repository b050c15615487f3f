"""Fills empty fields of records from services: looks works up, compares them, and plans changes before writing.

`planning` makes the plan, `asking` asks the services, `agreement` decides whether an answer is about the work,
`filling` decides which values go into the record.
"""
