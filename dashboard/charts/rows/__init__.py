"""Lines of voices that share one axis, for charts that set voices side by side."""

from dashboard.charts.rows.draw import draw_lines
from dashboard.charts.rows.plan import Line

__all__ = ["Line", "draw_lines"]
