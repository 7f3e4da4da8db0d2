"""Grants (jaunatnes iniciatīvu projekti): calls, applications, decisions, reports. Empty as yet."""
