"""The collection: reports read from seeds/, checked against each other, as typed figures and as tidy tables."""
