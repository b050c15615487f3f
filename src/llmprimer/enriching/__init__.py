"""Records fill themselves: what is missing is looked up, compared, and planned before anything is written.

`planning` makes the plan: `asking` asks the services, `agreement` decides whether an answer is about the work,
`filling` what of it goes into the record.
"""
