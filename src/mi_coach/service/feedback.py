"""Reports: what a session or a transcript shows, built by the one builder and written in any form."""

from __future__ import annotations

from typing import Any

from mi_coach.domain.documents import session_to_dict
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError

FORMS = ("html", "md", "json")
"""The forms that a report can be written in."""


def build(session: Session, scenario: Scenario | None, model_name: str, model_sha: str) -> dict[str, Any]:
    """The report document.

    Args:
        session: The session; replies that are not yet coded are left out of every figure.
        scenario: What was played; ``None`` for a transcript, or when the scenario is gone or has changed since.
        model_name: The model that coded the replies.
        model_sha: Its digest.
    """
    from mi_coach.reports.builder import build_report

    return build_report(session, scenario, model_name, model_sha)


def overall(session: Session, scenario: Scenario, model_name: str, model_sha: str) -> int | None:
    """The overall score, 0 to 100, or ``None`` when there is too little to go by."""
    score = build(session, scenario, model_name, model_sha).get("overall")
    return int(score) if isinstance(score, int | float) else None


def document(session: Session, report: dict[str, Any] | None) -> dict[str, Any]:
    """The session document with its report."""
    return session_to_dict(session) | {"report": report}


def write(report: dict[str, Any], form: str, session: Session | None = None) -> str:
    """The report as text.

    Args:
        report: The report document.
        form: One of ``FORMS``.
        session: What it is about; a web page then holds the conversation too.

    Raises:
        MiCoachError: No such form.
    """
    from mi_coach import reports

    if form == "html":
        return reports.to_html(report, session)
    if form == "md":
        return reports.to_markdown(report)
    if form == "json":
        return reports.to_json(report)
    raise MiCoachError(f"a report cannot be written as {form!a}; choose one of: {', '.join(FORMS)}")
