"""Intake (datņu pieņemšana): files from strangers, opened so that they cannot harm, read in little memory.

`opened(path)` judges a zip, a folder, a CSV or an XLSX before anything is believed in it, and gives its
tables as streams of rows. Whatever is wrong is `Refused` with a reason `intake.…` that names file, row
and column.
"""
