"""What a report says, checked: the format of seeds/, days, quantities and the typed figures everything above reads."""
