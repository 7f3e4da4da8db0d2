"""Outcomes (izvērtējums): did the plan help. Evaluations, what learner and family say, follow-ups after the support.

Latvian terms: izvērtējums (evaluation), riska izmaiņas (risk outcome), pasākuma lietderība (verdict on a measure),
viedoklis (opinion), novērojums pēc atbalsta (follow-up). Decision 0018 says what is frozen and when.
"""
