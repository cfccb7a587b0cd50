"""Labels, quotations, themes and report reading, without a screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from textual.color import Color

from mi_coach.domain.codes import Code, Roadblock, miti_value
from mi_coach.domain.reply import Alternative, Evidence, Unit
from mi_coach.domain.session import Session
from mi_coach.tui.themes import LABELS, THEMES
from mi_coach.tui.widgets.meters.meters import meter
from mi_coach.tui.widgets.report.view import read
from mi_coach.tui.wording import label, quotation, tag, tone
from tests.fakes.coder import RuleCoder


def unit(code: Code, kind: Roadblock | None = None, **more: object) -> Unit:
    return Unit("Some words.", 0, 11, code, kind, miti_value(code, kind), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (unit(Code.OQ), "OQ open question"),
        (unit(Code.SR, summary=True), "SR simple reflection, summary - judgement call"),
        (unit(Code.CR, double_sided=True), "CR complex reflection, double-sided - judgement call"),
        (unit(Code.RB, Roadblock.ADVISING), "roadblock: advising"),
        (unit(Code.RB, Roadblock.PRAISING), "could land better: praising"),
        (
            unit(Code.CR, sure=False, alternatives=(Alternative(Code.CQ, None, 0.3),)),
            "not sure: complex reflection, or closed question",
        ),
        (
            unit(Code.GI, sure=False, alternatives=(Alternative(Code.RB, Roadblock.REASSURING, 0.3),)),
            "not sure: giving information, or reassuring",
        ),
    ],
)
def test_labels(given: Unit, wanted: str) -> None:
    assert label(given) == wanted


def test_every_tone_has_a_mark_of_its_own() -> None:
    units = [
        unit(Code.OQ),
        unit(Code.GI),
        unit(Code.RB, Roadblock.PRAISING),
        unit(Code.RB, Roadblock.JUDGING),
        unit(Code.OQ, sure=False),
    ]
    assert [tone(u) for u in units] == ["good", "neutral", "soft", "roadblock", "unsure"]
    assert len({tag(u).plain[0] for u in units}) == 5


def test_deciding_words_are_underlined_and_bracketed_without_colour() -> None:
    reply = "Right. [b]You feel[/b] stuck, don't you?"
    coded = Unit(reply[7:], 7, len(reply), Code.CR, evidence=(Evidence("You feel", 10, 18), Evidence("stuck", 23, 28)))

    assert quotation(coded).plain == reply[7:]
    assert quotation(coded, brackets=True).plain == "[b][You feel][/b] [stuck], don't you?"
    assert [quotation(coded).plain[s.start : s.end] for s in quotation(coded).spans] == ["You feel", "stuck"]


def test_a_long_quotation_keeps_the_words_that_decided() -> None:
    text = "well " * 200 + "only you can decide" + " really" * 100
    at = text.index("only")
    coded = Unit(text, 0, len(text), Code.EA, evidence=(Evidence("only you can decide", at, at + 19),))

    cut = quotation(coded, quote=100).plain

    assert "only you can decide" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(cut) == 104


def test_meters_keep_their_width() -> None:
    widths = {len(meter("trust", value, change, 10).plain) for value in (0, 7, 55.5, 100) for change in (-12, 0, 3)}
    assert len(widths) == 1
    assert "100" in meter("trust", 100, 0, 10).plain


def contrast(a: Color, b: Color) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""

    def luminance(colour: Color) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_themes_can_be_read(theme: object) -> None:
    colours = theme.to_color_system().generate()  # type: ignore[attr-defined]
    least = 7.0 if "contrast" in theme.name else 4.5  # type: ignore[attr-defined]
    for ground in ("background", "surface"):
        for ink in ("foreground", "primary", "secondary", "accent", "success", "warning", "error"):
            ratio = contrast(Color.parse(colours[ground]), Color.parse(colours[ink]))
            assert ratio >= least, (ink, ground, ratio)


def test_every_theme_has_a_name_on_screen() -> None:
    assert [theme.name for theme in THEMES] == list(LABELS)


@pytest.mark.parametrize(
    "report",
    [
        {},
        {"principles": None, "moments": {}, "worked": "nothing", "next_step": [], "bands": [], "overall": "x"},
        {
            "principles": [{"for": [None, "text", {"turn": "x"}]}],
            "ratios": {"percent_open": "many"},
            "counts": {"ZZ": 1},
        },
    ],
)
def test_a_report_of_another_shape_is_no_trouble(report: dict[str, object]) -> None:
    session = Session("s", None, 0, datetime(2026, 3, 2, tzinfo=UTC))
    view = read(report, session)
    assert view.overall is None
    assert view.next_step is None


def test_the_fake_coder_gives_exact_offsets() -> None:
    reply = "  You feel it.  What now? 😀 "
    units = RuleCoder().code(reply).units
    assert [reply[u.start : u.end] for u in units] == [u.text for u in units]
    assert [u.code for u in units[:2]] == [Code.CR, Code.OQ]
