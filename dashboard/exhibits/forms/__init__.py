"""Forms: how rows are drawn, whatever they are about: lines, marks, series, table, map."""
