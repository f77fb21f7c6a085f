"""From an exhibit to HTML, and from that HTML to pictures and PDF: the browser lays out the words."""
