"""Read a report: a text becomes proposed records, which a person confirms; nothing is proposed that the text does not
say in these words.
"""
