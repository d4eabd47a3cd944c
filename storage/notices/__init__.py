"""Notices: who is told, what stands in the inbox, what leaves the house, and the calendar of one's deadlines."""
