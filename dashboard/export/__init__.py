"""Tables and charts as files to take away: pictures, slides, archives, tables; nothing here knows the browser page."""
