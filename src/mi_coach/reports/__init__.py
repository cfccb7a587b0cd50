"""The feedback report: one pure builder, and writers that all say what it says."""

from mi_coach.reports.builder import build_report
from mi_coach.reports.html import to_html
from mi_coach.reports.json_writer import to_json
from mi_coach.reports.markdown import to_markdown

__all__ = ["build_report", "to_html", "to_json", "to_markdown"]
