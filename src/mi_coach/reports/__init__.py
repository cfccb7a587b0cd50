"""The feedback report: one pure builder, and writers that all say what it says.

The PDF's writer stands apart in :mod:`mi_coach.reports.pdf`, so that its library is loaded only to print.
"""

from mi_coach.reports.builder import build_report
from mi_coach.reports.csv_writer import to_csv
from mi_coach.reports.html import sheet_to_html, to_html
from mi_coach.reports.json_writer import to_json
from mi_coach.reports.markdown import sheet_to_markdown, to_markdown
from mi_coach.reports.sheet import build_sheet

__all__ = [
    "build_report",
    "build_sheet",
    "sheet_to_html",
    "sheet_to_markdown",
    "to_csv",
    "to_html",
    "to_json",
    "to_markdown",
]
