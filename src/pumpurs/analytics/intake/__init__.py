"""Intake of journal files (žurnālu datņu pieņemšana): from texts in columns to typed rows, in little memory.

A file is brought into Parquet as texts once. What its texts mean is asked for each *different* text only (a national
month has twenty million rows, but few days, words and subjects), and joined back. Nothing here knows a person: who is
meant by a number or code is told from outside, as a key.
"""
