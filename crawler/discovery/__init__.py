"""What sources say, and which addresses are one page."""
