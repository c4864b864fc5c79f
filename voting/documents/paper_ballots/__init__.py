"""Paper ballots to print: the blank ballot of a voter class, the sheet to count them on."""
