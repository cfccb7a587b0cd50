"""Reports: what a session or a transcript shows, built by the one builder and written in any form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mi_coach.domain.documents import session_to_dict
from mi_coach.domain.scenario import Scenario
from mi_coach.domain.session import Session
from mi_coach.errors import MiCoachError

FORMS = ("html", "pdf", "md", "csv", "json")
"""The forms that a report can be written in, each the ending of its file."""

SHEET_FORMS = ("sheet.html", "sheet.pdf", "sheet.md", "sheet.json")
"""The forms of the feedback sheet for managers and colleagues, made from the same report."""


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


def document(
    session: Session,
    report: dict[str, Any] | None,
    paths: Sequence[tuple[Session, dict[str, Any]]] = (),
) -> dict[str, Any]:
    """The session document with its report.

    Args:
        session: The path that the document's turns are.
        report: Its report.
        paths: Every path through the session with its report, when there are several.
    """
    return session_to_dict(session) | {"branches": [_branch(*path) for path in paths], "report": report}


def _branch(path: Session, report: dict[str, Any]) -> dict[str, Any]:
    whole = session_to_dict(path)
    kept = ("started", "ended", "ending", "turns", "unanswered", "closing", "self_rating")
    return {
        "id": str(path.path),
        "session": path.reference,
        "parent": None if path.parent is None else str(path.parent),
        "from_turn": path.from_turn,
        **{key: whole[key] for key in kept},
        "report": report,
    }


def write(report: dict[str, Any], form: str, session: Session) -> bytes:
    """The report as the bytes of a file.

    Args:
        report: The report document.
        form: One of ``FORMS`` or ``SHEET_FORMS``.
        session: What it is about; all forms of the report but JSON hold the conversation too.

    Raises:
        MiCoachError: No such form.
    """
    if form in FORMS:
        return _report(report, form, session)
    if form in SHEET_FORMS:
        return _sheet(report, form, session)
    what = "feedback sheet" if form.startswith("sheet.") else "report"
    told = ", ".join(f.removeprefix("sheet.") for f in (SHEET_FORMS if what == "feedback sheet" else FORMS))
    raise MiCoachError(f"a {what} cannot be written as {form.removeprefix('sheet.')!a}; choose one of: {told}")


def _report(report: dict[str, Any], form: str, session: Session) -> bytes:
    from mi_coach import reports

    if form == "pdf":
        from mi_coach.reports.pdf import to_pdf

        return to_pdf(report, session)
    if form == "csv":
        return reports.to_csv(report, session)
    if form == "html":
        return reports.to_html(report, session).encode()
    return (reports.to_markdown(report, session) if form == "md" else reports.to_json(report)).encode()


def _sheet(report: dict[str, Any], form: str, session: Session) -> bytes:
    from mi_coach import reports

    sheet = reports.build_sheet(report)
    if form == "sheet.pdf":
        from mi_coach.reports.pdf import sheet_to_pdf

        return sheet_to_pdf(sheet, session)
    if form == "sheet.html":
        return reports.sheet_to_html(sheet).encode()
    return (reports.sheet_to_markdown(sheet) if form == "sheet.md" else reports.to_json(sheet)).encode()
