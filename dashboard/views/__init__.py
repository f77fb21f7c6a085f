"""The pages: one module each with one ``render(visit)``, and the pieces they share."""
